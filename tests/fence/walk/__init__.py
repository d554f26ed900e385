"""The walk: somebody of one organisation tries every door of the house, with every key of another's.

`world` makes two organisations alike by one factory, `markers` writes strings into every text of the other one, `doors`
says which id each address and each field asks for, `crawl` sends requests and tells answers apart, `rows` compares rows.
"""
