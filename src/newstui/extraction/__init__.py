"""From bytes to an article: title, byline, date, Markdown, blocks and canonical text. Pure: no network, no files.

page_tree   bytes -> a parsed, bounded page            metadata, structured_data   what the page states about itself
body        where the article stands in the page       boilerplate                 what does not belong to it
tidy        any HTML -> a small, regular HTML          markdown                    tidy HTML -> Markdown
document    Markdown -> blocks and canonical text      page, content, text_file    the ways in
"""
