"""Synthetic installations (合成数据): real places, invented and labelled contents, for tests and measurements."""
