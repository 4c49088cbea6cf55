"""The README beside the files for an engine, in both languages."""

from __future__ import annotations

_TEXT = """\
# {engine}

## 中文

这个文件夹由 `casebook export` 生成，供 {engine} 使用：`documents.jsonl` 每行一段正文（标题、小标题、\
段落、所在页面的网址和各项分面），其余 JSON 文件是字段、分面和同义名称的设置。同一页面的各段 `page` \
相同，按它合并，每页只显示最相关的一段。载入（在本文件夹里运行）：

```sh
{commands}```

试查一下：

```sh
{query}```

案例改动以后重新导出、重新载入。拼音、首字母和两种写法的数字只有网站自带的搜索支持，这里没有。

## English

`casebook export` wrote this folder for {engine}: `documents.jsonl` holds a passage on each line \
(title, heading, paragraph, address and facets of its page); the other JSON files set up fields, \
facets and the names of one thing. Passages of one page share `page`: group by it to show the best \
passage of each page. To load, run in this folder:

```sh
{commands}```

Try a query:

```sh
{query}```

Export and load again when cases change. Pinyin, initials and numbers in either writing are what \
the site's own search has and these files do not.
"""


def readme(engine: str, commands: str, query: str) -> bytes:
    """Return `README.md` with the commands that load the files, and a query to try."""
    return _TEXT.format(engine=engine, commands=commands, query=query).encode()
