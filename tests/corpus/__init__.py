"""Faults planted in a large tree, each found where it is and nothing else; and mutations of valid files."""
