"""The parts of an official document around its body: what each line is by its shape (GB/T 9704-2012, chapter 7)."""

from __future__ import annotations

import re

from jingkai.documents.parse.marks import CELL, Rank, read_mark

_DATE_DIGITS = r"(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日|(?:19|20)\d{2}[-./]\d{1,2}[-./]\d{1,2}"
_DATE_CHINESE = (
    r"[一二][〇○零Ｏ0Oo一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
)
_DATE_WITHOUT_YEAR = r"^\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日"
_DATE = rf"(?:{_DATE_DIGITS}|{_DATE_CHINESE})"
DATE = re.compile(rf"(?P<date>{_DATE}|{_DATE_WITHOUT_YEAR})[？?\s]*$")
"""A date at the end of a line; what stands before it may be the signature."""

NUMBER = re.compile(
    r"(?:[^\s，。；：《》]{1,24}[〔［\[【（(„]\s*(?:19|20)\d{2}\s*[〕］\]】）)‟]\s*(?:第\s*)?\d{1,5}\s*号"
    r"|[（(]?(?:(?:19|20)\d{2}年\s*)?第\s*[\d一二三四五六七八九十百〇零]{1,6}\s*号[）)]?)$"
)
"""A line that is a document number: of a letter kind 内政办发〔2024〕5号, or of an order or announcement 第52号."""

_TYPES = (
    "意见|通知|办法|规定|细则|措施|方案|规划|计划|决定|决议|公告|通告|通报|条例|规则|纲要|批复|请示|报告|函|纪要|命令|令"
    "|议案|公报|制度|预案|清单|目录|标准|规范|指南|指引|政策|若干|准则|章程|法|要点|名单|协议|解释|说明|解读|办法（试行）"
)
TITLE_END = re.compile(
    rf"(?:{_TYPES})(?:[（(](?:试行|暂行|修订|修订稿|修正|征求意见稿|草案|送审稿|\d{{4}}年[^）)]*)[）)])*[》”]?$"
)
ISSUING = re.compile(r"(?:印发|转发|批转|发布|公布|下发|颁布|颁发)")

ORDER = re.compile(r"^[^《》关]{2,60}(?:令|公告|决定)$")
"""The name of an order, which issues something by its kind."""

_AGENCY_END = (
    "人民政府|政府|公署|委员会|办公厅|办公室|管委会|委|办|厅|局|部|署|院|会|行|总队|海关|法院|检察院|公司|集团|中心|协会"
    "|领导小组|指挥部|纪委|人大常委会|总局|总署|工会|学院|大学|联合会|税务局|处|室"
)
AGENCY = re.compile(rf"[^\d，。；：、！？《》“”]{{2,40}}(?:{_AGENCY_END})(?:[（(](?:盖章|章|印章)[）)])?$")
_OFFICER = re.compile(
    r"(?:[\u4e00-\u9fff]{2,15}(?=主席|总理|部长|局长|主任|[省市县区州]长)(?=\S+\s))?"
    r"代?(?:部长|局长|主任|省长|市长|主席|总理|署长|行长|关长|会长|县长|区长|州长|盟长|旗长|委员长|厅长|秘书长)"
    r"(?:\s*[：:]?\s*[\u4e00-\u9fff·\s]{2,14})?$"
)
FIELD = re.compile(
    r"[【\[]?(?P<name>发布时间|发文日期|发布日期|成文日期|生效日期|实施日期|施行日期|颁布日期|印发日期|发布机构|发布单位|发布机关|发文机关|发文单位"
    r"|制定机关|颁布单位|公开主体|文\s*号|发文字号|发布文号|文件编号|索\s*引\s*号|主题分类|主题词|信息分类|体裁|公文种类|效力状态|有效性|时效性|时效"
    r"|效力级别|效力层级|公开方式|公开形式|浏览次数|阅读次数|点击数|字号|字体|作者|责任编辑|信息名称)\s*[】\]：:]\s*[：:]?\s*(?P<value>.*)$"
)
"""A line of a web page's own metadata above the text: ``文号 ：临政发〔2018〕13号``."""
_FRONT = re.compile(
    r"(?:绝密|机密|秘密|内部|特急|加急|平急|特提|急件)(?:[★☆*\s].*)?$|\d{4,8}$|签发人|(?:(?!关于|印发|转发|批转).)*文件$|[A-Z]{2,}[A-Z0-9]*[-—–]\d{4}[-—–]\d+$"
    r"|【[^】]{2,8}】|ICS"
)
_AGENCY_WORD = re.compile(
    "政府|公署|委|办|厅|局|部|单位|公司|企业|院|学校|中心|分行|支行|机构|开发区|海关|银行|集团|协会|乡|镇|街道|盟|州|旗|县|市|区"
)
_PERSON = re.compile(
    r"[\u4e00-\u9fff·、 ]{2,40}?等?"
    r"(?:代表|委员|主席|先生|女士|同志|总理|部长|省长|市长|书记|主任|局长|院士|教授|董事长)(?:们)?[：:]$"
)
_NO_ADDRESSEE = re.compile(
    r"如下|下列|以下|规定|意见|要求|包括|目标|原则|附件|根据|按照|印发|通过|为了|问题|情况|精神|实际"
)
NOTE = re.compile(r"[（(][^（）()]{2,80}(?:[（(][^（）()]*[）)][^（）()]*)*[）)]$")
ADOPTION_NOTE = re.compile(r"[（(](?=.*(?:通过|公布|发布|批准|修订|修正|施行))(?=.*\d)[^\n]{6,600}[）)]$")
COPIES_TO = re.compile(r"(?:抄\s*送|抄\s*报|分\s*送|主\s*送|报\s*送)\s*[：:]|抄送")
COLOPHON = re.compile(
    rf"(?=.*(?:{_DATE}|办公厅|办公室|秘书|文电|文书))[^。；]{{2,60}}印\s*(?:发|制)$|[（(]?共印\s*\d+\s*份[）)]?$"
)
SOURCE = re.compile(r"[（(【]?\s*(?:信息|稿件|文章|内容|文件|本文)?来\s*源\s*[：:]")
ATTACHMENT_LIST = re.compile(r"附\s*件?\s*[：:]")
ATTACHMENT = re.compile(
    r"(?P<label>附\s*(?:件|表|录|图)\s*(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})?|附(?=\s*[：:]?\s*$))\s*(?:[：:]|[.．、](?!\d)|(?=\s|$))\s*(?P<rest>.*)"
)
_TITLE_SUFFIX = re.compile(
    r"[（(](?:试行|暂行|修订稿?|修正|征求意见稿|公开征求意见稿|草案|送审稿|\d{4}年?\s*[-—–~至]+\s*\d{4}年?|\d{4}年(?:版|本|修订))[）)]"
)
_DECIMAL_HEADING = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}\s+[\u4e00-\u9fff]")
_CONTENTS = re.compile(r"目\s*[录次]$")
_BROKEN_DIVISION = re.compile(r"[编篇章节]\s+\S")
_TITLE_LENGTH = 80
_AIM = re.compile(
    "(?:为(?:了|贯彻|深入|进一步|全面|加快|加强|推动|推进|促进|规范|切实|做好|落实|保障|充分)|根据|按照)[^《]{4,}，."
)
"""How the first sentence of a document begins, and no title does."""


def is_contents(line: str) -> bool:
    """Whether a line is the word 目录 alone."""
    return bool(_CONTENTS.match(line))


def is_number(line: str) -> bool:
    """Whether a line is a document number and nothing else."""
    return bool(NUMBER.match(line))


def is_front(line: str) -> bool:
    """Whether a line belongs above the title: security mark, urgency, red head, serial number, fields of a page."""
    return bool(_FRONT.match(line) or FIELD.match(line))


def is_addressee(line: str) -> bool:
    """Whether a line names those to whom the document goes."""
    if not line.endswith(("：", ":")) or len(line) > 400 or re.search("[。；！？《]", line):
        return False
    named = _AGENCY_WORD.search(line) or _PERSON.match(line)
    return bool(named) and not _NO_ADDRESSEE.search(line) and read_mark(line) is None


def is_note(line: str) -> bool:
    """Whether a line in brackets under a title is a note (who adopted it), not the title's own （试行）."""
    if ADOPTION_NOTE.fullmatch(line):
        return True
    return bool(NOTE.fullmatch(line)) and not _TITLE_SUFFIX.fullmatch(line) and read_mark(line) is None


def is_agency(line: str) -> bool:
    """Whether a line is the name of one agency, or of several with spaces between."""
    names = re.split(r"\s+", line)
    return all(AGENCY.fullmatch(name) for name in names) and read_mark(line) is None


def is_officer(line: str) -> bool:
    """Whether a line is the officer who signs an order, office and name (``省长 王某某``)."""
    return bool(_OFFICER.match(line))


def is_signatory(line: str) -> bool:
    """Whether a line may stand in a signature: an agency, or the officer who signs an order."""
    return len(line) <= 60 and (is_agency(line) or is_officer(line))


def date_start(line: str) -> int | None:
    """Offset of the date where a line is a date, alone or behind a signature; else ``None``."""
    match = DATE.search(line)
    if match is None or len(line) > 60:
        return None
    before = line[: match.start()].strip()
    return match.start("date") if not before or is_signatory(before) else None


def is_sentence(line: str) -> bool:
    """Whether a line has the shape of running text, not of a title or name."""
    return (
        len(line) > _TITLE_LENGTH
        or bool(_AIM.match(line))
        or bool(re.search("[。；！？]", line.rstrip("？")))
        or line.endswith(("：", ":", "，", "、"))
    )


def opens_body(line: str) -> bool:
    """Whether a line can only belong to a body: it has a mark, is running text or a row of a table."""
    if CELL in line:
        return True
    mark = read_mark(line)
    if mark is not None and not (mark.rank is Rank.BULLET and TITLE_END.search(line)):
        return True
    return bool(_BROKEN_DIVISION.match(line) or _DECIMAL_HEADING.match(line)) or is_sentence(line)


def is_closing(line: str) -> bool:
    """Whether a line can only stand behind a body (copies, colophon, source, a standing note)."""
    return bool(
        COPIES_TO.match(line)
        or COLOPHON.match(line)
        or SOURCE.match(line)
        or (NOTE.fullmatch(line) and re.search("公开|联系人|此件|发布|有删[减节]|此页", line))
    )


def attachment_start(line: str) -> re.Match[str] | None:
    """Match a line that opens an attachment: ``附件``, ``附件2``, ``附件1：…目录``, ``附表``."""
    match = ATTACHMENT.match(line)
    if match is None or re.search("[。；]", line) or len(line) > 90:
        return None
    return match


def bare_entry(line: str) -> str:
    """A line without white space, leaders and page number, to compare an entry of a table of contents."""
    return re.sub(r"[\s.．·…—-]*\d*$", "", re.sub(r"\s", "", line))
