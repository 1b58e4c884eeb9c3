"""Make the two damaged copies of the sample opinion from the clean one.

The copies are made by :mod:`jingkai.documents.damage` from fixed seeds, so a run changes nothing unless the opinion, the
simulator or this script has changed::

    python tools/make_samples.py
"""

from __future__ import annotations

import random

from jingkai.documents import damage
from jingkai.documents.samples import OPINION, OPINION_BROKEN, OPINION_GLOSSED

_NOTE = "（此件公开发布）"
_SLIPS = 6  # glosses that land inside characters in the broken copy


def make_glossed(text: str, rng: random.Random) -> str:
    """The opinion as one site shows it: no title, no number, blank lines between paragraphs, many glosses."""
    lines = text.split("\n")
    body = "\n".join(lines[2 : lines.index(_NOTE) + 1])
    page = damage.scraped(body, rng, damage.Scrape(gloss=0.3, slips=False))
    return "\n\n".join([*page.split("\n"), lines[-1]]) + "\n"


def make_broken(text: str, rng: random.Random) -> str:
    """The opinion as another site shows it: a metadata table, glosses that slipped bytes, a log-in form."""
    lines = text.split("\n")
    body = damage.traditional("\n".join(lines[2 : lines.index(_NOTE) + 1]))
    data = body.encode("gb18030")
    once = [row for row in damage.likely_intruders(body) if data.count(row.encode("gb18030")) == 1]
    intruders = rng.sample(once, _SLIPS)
    body = damage.slipped(body, damage.gloss_table(body, rng, 0.3), rng, intruders)
    table = damage.traditional(
        "索 引 号 | 000010001/2025-00031 | 主题分类 | 国民经济管理、国有资产监管 \\ 其他 |\n"
        "发布机构 | 临澜省人民政府办公厅 | 文 号 | 临政办发〔2025〕6号 |\n"
        "成文日期 | 2025-03-14 |"
    )
    form = damage.traditional(
        "当前位置：首页 > 政务公开 > 政策文件\n用户登录\n账号：\n密码：\n忘记密码 | 立即注册"
    )
    return "\n".join([damage.half_width(f"{table}\n{body}"), lines[-1], damage.half_width(form)]) + "\n"


def main() -> None:
    """Write both copies beside the clean opinion."""
    text = OPINION.read_text(encoding="utf-8").rstrip("\n")
    OPINION_GLOSSED.write_text(make_glossed(text, random.Random(1)), encoding="utf-8")
    OPINION_BROKEN.write_text(make_broken(text, random.Random(2)), encoding="utf-8")


if __name__ == "__main__":
    main()
