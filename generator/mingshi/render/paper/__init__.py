"""Paper: what is printed and handed out. Data from the views, set by typst with theme/typst/ as tagged PDF."""
