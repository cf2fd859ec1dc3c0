"""String files of programs: JSON, Android, Apple, Java properties."""
