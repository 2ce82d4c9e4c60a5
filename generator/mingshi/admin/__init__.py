"""The desk: Decap CMS and its local server behind one address of this machine."""
