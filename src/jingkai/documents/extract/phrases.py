"""Standing phrases of procedure: the reforms of approval and supervision that a clause puts into force.

``PHRASES`` is the table of codes; codes are stable.
"""

from __future__ import annotations

import re

from jingkai.documents.mentions import Phrase

PHRASES: tuple[tuple[str, str], ...] = (
    # code, pattern
    (
        "commitment",
        "告知承诺制?|信用承诺制?|承诺制|承诺即入制|承诺即换证",
    ),  # decide on the applicant's promise
    ("deferral", "容缺(?:审批|受理|办理|后补|审查|预审|承诺)*"),  # go on while secondary papers are missing
    ("build_first", "先建后验|边建边验|拿地即开工|标准地"),  # build now, verify when done
    ("filing", "备案(?:制|管理)?"),  # tell, do not ask
    ("online", "一网通办|全程网办|网上审批|网上办理|不见面审批|全流程网办|掌上办"),  # apply on the net
    ("one_stop", "一站式|一窗(?:受理|通办|综办|办理)|一门(?:受理|通办|办理)|综合窗口"),  # one place
    ("one_visit", "最多跑一次|只跑一次|跑零次|零跑腿|一次不用跑|立等可取"),  # at most one visit
    (
        "one_matter",
        "一件事一次办|高效办成一件事|一类事一站办|一业一证|一照多址|一证多址",
    ),  # one matter, one application
    (
        "parallel",
        "并联(?:审批|办理|审查)|联合(?:审查|验收|审图|审批|踏勘|勘验)|集中审批",
    ),  # several bodies at the same time
    (
        "merging",
        "多(?:证|规|评|验|测|报|审|照|税|图|表|证照)(?:合一|联审|联验|归一|同审)|N证合一|两证整合",
    ),  # several papers, one
    ("agent", "(?:全程|全过程|帮办)?代办制?|帮办(?:代办)?|领办"),  # somebody of the office does it for you
    ("automatic", "免申即享|即申即享|直达快享|政策直达"),  # paid without an application
    (
        "regional_review",
        "区域(?:评估|能评|环评|节能审查|水土保持评估|统一评价)|区域性?统一评[价估]",
    ),  # one review for a zone
    (
        "supervision",
        "事中事后监管|双随机、一公开|包容审慎监管|信用监管|跨部门综合监管",
    ),  # watch instead of permit
    ("negative_list", "负面清单"),  # allowed unless listed
    ("power_list", "权力清单|责任清单|权责清单|权力和责任清单"),  # who may do what
    (
        "delegation",
        "授权或?委托|委托(?:实施|下放|行使)|赋权|扩权赋能|下放[^，。；]{0,12}权限|权限下放",
    ),  # powers handed down
    ("one_policy", "一企一策|一业一策|一事一议|一园一策|一项目一策"),  # terms agreed one by one
    ("flexible_penalty", "首违不罚|轻微免罚|柔性执法|包容免罚"),  # a first slight breach goes unpunished
    ("tolerance", "容错(?:纠错|免责)?|尽职免责"),  # honest mistakes of officials are forgiven
)

_CODES = [code for code, _ in PHRASES]
_PATTERN = re.compile("|".join(f"(?P<p{index}>{pattern})" for index, (_, pattern) in enumerate(PHRASES)))


def find_phrases(text: str) -> tuple[Phrase, ...]:
    """Return the standing phrases of procedure in ``text``, in reading order."""
    found: list[Phrase] = []
    for match in _PATTERN.finditer(text):
        group = match.lastgroup
        if group is not None:
            found.append(Phrase(_CODES[int(group[1:])], match[0], match.start(), match.end()))
    return tuple(found)
