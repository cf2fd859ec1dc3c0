"""What message formats share: codes inside a string, accelerators, plurals."""
