"""The static search index: small script files that a browser asks for as it needs them, from a server or a disk.

`core` and its tables come first, `places` are cut into shards by sound, `local` holds what committees have written
themselves, county by county. The program that reads them is theme/assets/parts/search.js.
"""
