"""What a web page or a word processor left in the text: navigation, sharing, printing, log-in, field codes."""

from __future__ import annotations

import re
from html import unescape

from jingkai.documents.repair.characters import GLOSS, SPACE
from jingkai.documents.repair.script import has_traditional, to_simplified
from jingkai.documents.repair.vocabulary import NAVIGATION
from jingkai.documents.revision import Edit, Revision

_SEPARATOR = rf"[{SPACE}|｜/／·•>＞»\[\]【】()（）:：,，、*]"

_TOKEN = "|".join(map(re.escape, sorted(NAVIGATION, key=len, reverse=True)))
_BAR = re.compile(rf"{_SEPARATOR}*+(?:(?>{_TOKEN}){_SEPARATOR}*+)++")
_AMBIGUOUS_BAR = re.compile(
    r"账号|帐号|用户名|登录名|密码|验证码|政务公开|政务服务|互动交流|走进|新闻中心|政策文件|政策法规|政策解读|大|中|小|QQ|EN|A|图解|相关文件|专题专栏|数据发布|更多|返回|"
    r"English|导航|保存|播放|下载|微信|微博|朗读|搜索|检索|评论|登录|注册|退出|默认|详细|简体|繁体|客户端|小程序|顶部|打印|关闭|收藏"
)

_LINES = re.compile(
    rf"""
      是否[“"']?(?:确认|确定)?[”"']?(?:跳转|前往|返回)到?.{{0,12}}(?:页面?|网站|登录)[？?]?
    | (?:请|您)?(?:先|尚未|还未|还没有)?登录(?:后)?(?:再)?(?:进行|查看|操作|下载|评论|访问).{{0,12}}
    | (?:您|你)(?:的|现在|目前|当前|所在)*位置(?:是)?[{SPACE}]*[:：>＞].*
    | (?:当前|现在|目前|所在)(?:的|所在)?位置(?:是)?[{SPACE}]*[:：>＞].*
    | 位置[{SPACE}]*[:：][{SPACE}]*(?:首页|网站首页|[^>＞»。]{{2,20}}[>＞»]).*
    | 首页[{SPACE}]*(?:[>＞»/／→\\-]|&gt;|>>).*
    | (?:分享到|分享至|分享|字号|字体|字体大小)[{SPACE}]*[:：].{{0,40}}
    | (?:浏览|阅读|点击|访问)(?:次数|量|数|率)[{SPACE}]*[:：]?[{SPACE}]*[\d,]*[{SPACE}]*次?.{{0,20}}
    | (?:责任编辑|网站编辑|编辑|审核|责编|初审|复审|终审|录入|校对)[{SPACE}]*[:：][{SPACE}]*[^。；，]{{0,30}}
    | (?:上一篇|下一篇|上一条|下一条|上篇|下篇)[{SPACE}]*[:：]?.{{0,80}}
    | (?:主办单位|主办|承办单位|承办|协办单位|技术支持|运维单位|网站管理)[{SPACE}]*[:：].{{0,120}}
    | (?:版权所有|Copyright|©).{{0,120}}
    | .{{0,30}}(?:ICP备|公网安备|网站标识码|政府网站标识码).{{0,120}}
    | 建议(?:使用|您使用).{{0,40}}(?:浏览器|分辨率).{{0,60}}
    | 【?(?:返回|打印|关闭|收藏|纠错|大[{SPACE}]中[{SPACE}]小)】?
    | 扫一扫.{{0,30}}
    | (?:作者|时间|日期|更新时间|归档时间|录入时间)[{SPACE}]*[:：].{{0,60}}(?:浏览|点击|阅读|来源|下载本文|会员上传).{{0,60}}
    | (?:归档时间|录入时间|更新时间|视力保护色|下载地址|文章标签)[{SPACE}]*[:：].{{0,40}}
    | (?:热门站点|友情链接|收藏本站|设为首页|加入收藏)[{SPACE}]*[|｜].{{0,120}}
    | (?:>>|＞＞|»)[{SPACE}]*[^>＞»。]{{2,20}}(?:[{SPACE}]*(?:>>|＞＞|»)[{SPACE}]*[^>＞»。]{{2,20}})+
    | 抱歉，您的浏览器.{{0,60}} | 您的浏览器(?:不支持|版本过低).{{0,60}}
    | (?:本文|此文|该文件)?附件下载[{SPACE}]*[:：]?
    """,
    re.VERBOSE,
)
_SOURCE_BAR = re.compile(
    rf"(?:信息来源|来源|发布时间|发布日期|时间|日期|作者)[{SPACE}]*[:：].*?"
    rf"([{SPACE}]+[\[【]?(?:字号|字体|浏览次数|阅读次数|点击数|点击率|点击量|访问量|打印|分享|关闭|收藏|语音|保存).*)"
)
_TRIGGER = re.compile(
    "扫一扫|扫码|密码|账号|帐号|用户名|登录名|验证码|打印|关闭|收藏|分享|微信|微博|字号|字体|返回|登录|注册|无障碍|长者|关怀版|繁体|简体|网站|纠错|朗读|播报|下载|位置|首页|"
    "浏览|阅读|点击|访问|责任编辑|编辑|审核|校对|录入|初审|复审|上一|下一|上篇|下篇|主办|承办|技术支持|版权|Copyright|©|备\\d|视力|"
    "放大|缩小|搜索|检索|展开|收起|加载|English|IPv6|跳转|会员上传|归档时间|录入时间|更新时间|热门站点|友情链接|设为首页|>>|＞＞|»"
)

_WORD_RESIDUE = re.compile(
    r"""
      \[bookmark:[ ]*+[^\]\n]{0,60}\]
    | (?:[{][ ]{0,9})?HYPERLINK[ ]+(?:\\[lo][ ]+)?["“”][^"“”\n]*["“”](?:[ ]*+\\[a-z][ ]*+(?:["“”][^"“”\n]*["“”])?)*[ ]*+[}]?
    | (?:[{][ ]{0,9})?(?:NUM)?PAGE(?:S|REF)?[ ]+(?:_\w+[ ]*+)?(?:\\[*a-z][ ]*+(?:MERGEFORMAT|Arabic)?[ ]*+)+[}]?
    | (?:[{][ ]{0,9})?TOC[ ]+(?:\\[a-z][ ]*+(?:["“”][^"“”\n]*["“”])?[ ]*+)+[}]?
    | (?:[{][ ]{0,9})?(?:REF|SEQ|INCLUDEPICTURE|EMBED|STYLEREF|DATE|TIME|FORMTEXT|SHAPE)[ ]+[^\n{}\u4e00-\u9fff]{0,80}
      (?:\\\*[ ]*+MERGEFORMAT|Equation\.\w+|\\[a-z])[ ]*+[}]?
    | \\\*[ ]*+MERGEFORMAT
    | (?<![A-Za-z])_(?:GoBack|Toc\d{3,}|Hlk\d{3,}|Ref\d{3,})(?![A-Za-z0-9])
    | &(?:n?b?sp|nbs|ensp|emsp|thinsp|ZeroWidthSpace|shy|[lr][ds]quo|middot|[mn]dash|hellip|quot|amp|times|deg);
    | <!--(?:\[if[^\n]*?|[^\n]{0,200}?)-->
    """,
    re.VERBOSE,
)
_WORD_TRIGGERS = (
    "[bookmark",
    "HYPERLINK",
    "MERGEFORMAT",
    "TOC ",
    "_Toc",
    "_GoBack",
    "_Hlk",
    "_Ref",
    "PAGE",
    "EMBED",
)
_HTML_TRIGGERS = (
    "sp;",
    "&nbs;",
    "&shy;",
    "quo",
    "&middot;",
    "dash;",
    "&hellip;",
    "&amp;",
    "&times;",
    "&deg;",
    "<!--",
    "SEQ ",
    "INCLUDEPICTURE",
    "&Zero",
)

_HEAD_ROWS, _TAIL_ROWS = 30, 30


def plain_view(text: str) -> str:
    """The text as its words would be read: without glosses, simplified; line for line the same as the text.

    For recognising words only. Costs one conversion where a traditional character occurs.
    """
    if GLOSS.search(text):
        text = GLOSS.sub("", text)
    return to_simplified(text) if has_traditional(text) else text


def _is_residue(line: str, edge: bool) -> bool:
    """Whether a whole line is residue; ``edge`` where it stands at the head or tail of the text."""
    if not line or len(line) > 220 or line.endswith("。"):
        return False
    if _LINES.fullmatch(line):
        return edge or not line.startswith(("编辑", "审核", "主办", "承办", "附件", "校对", "录入"))
    if not _BAR.fullmatch(line):
        return False
    return edge or _AMBIGUOUS_BAR.fullmatch(line.strip(":： ")) is None


def remove_residue(revision: Revision) -> int:
    """Remove whole lines of web residue and, anywhere, the field codes and bookmarks of word processors."""
    done = _remove_codes(revision)
    text = revision.text
    plain = plain_view(text)
    if not _TRIGGER.search(plain):
        return done
    rows = text.split("\n")
    words = [row.strip() for row in plain.split("\n")]
    filled = [index for index, row in enumerate(words) if row]
    edges = set(filled[:_HEAD_ROWS]) | set(filled[-_TAIL_ROWS:])
    edits: list[Edit] = []
    start = 0
    for index, row in enumerate(rows):
        word = words[index]
        if word and len(word) <= 220 and _TRIGGER.search(word) and _is_residue(word, index in edges):
            edits.append(Edit(start, start + len(row), "", "residue", 0.95))
        elif index in edges and len(row) <= 220 and (bar := _SOURCE_BAR.fullmatch(row.strip())):
            margin = len(row) - len(row.lstrip())
            edits.append(
                Edit(start + margin + bar.start(1), start + margin + bar.end(1), "", "residue", 0.95)
            )
        start += len(row) + 1
    return done + revision.apply(edits)


def _remove_codes(revision: Revision) -> int:
    text = revision.text
    if not any(trigger in text for trigger in (*_WORD_TRIGGERS, *_HTML_TRIGGERS)):
        return 0
    edits = [Edit(m.start(), m.end(), _meant(m[0]), "residue") for m in _WORD_RESIDUE.finditer(text)]
    return revision.apply(edits)


def _meant(code: str) -> str:
    """What stands for a code: the mark that an entity of HTML names, nothing for white space and everything else."""
    return unescape(code).strip() if code.startswith("&") and unescape(code) != code else ""
