"""The commands of the command line: parse, build one frozen job, make one call, print one summary."""
