"""Say how a translation went: to a person in a few lines, to a machine as JSON."""
