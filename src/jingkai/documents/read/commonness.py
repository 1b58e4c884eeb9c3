"""How much a decoded text looks like Chinese: the yardstick by which encodings are told apart.

Bytes decoded with the wrong table give Chinese characters too, but rare ones. The right table is the one
whose text consists of common characters. The table below holds characters that are frequent in official
documents, in both scripts; it need not be complete, since a right decoding scores above 0.6 and a wrong one
below 0.3.
"""

from __future__ import annotations

from collections import Counter

_COMMON_SIMPLIFIED = (
    "的一是了在不有人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面"
    "而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去"
    "把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或"
    "但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次"
    "品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必"
    "战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收"
    "证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马"
    "节话米整空元况今集温传土许步群广石记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断"
    "深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候"
    "毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严龙飞施"
    "措责落督促优创环境服鼓励推贯彻署旗盟街乡镇村款项抓牢围绕筹健康奖补贴申请审批予监察财税融投招贸企园范"
    "试善培壮升协配负牵厅室印章附抄送届案纲若暂函答纪告亿吨亩户壹贰叁临兰兴辽沈阳哈津沪渝川黔滇藏陕甘宁疆"
    "湘赣皖苏浙闽粤桂琼豫鲁晋冀吉黑厦圳州城港澳台湾防控疫粮食销售仓储航岸输险贷"
)

_COMMON_TRADITIONAL = (
    "這個為國時來們對會發動過說產種後學經進著電裡現實兩體機當點從業應開還與關線內數義質氣變條沒結問無軍樣"
    "總設員題黨長頭資邊級圖統將組見計別論運農幾區強決戰則處隊給門規熱領東導壓爭濟階術極聯認權證轉單風場車"
    "務萬達積議聲報鬥類離華確張馬節話況傳許廣記觀織裝眾書複復兒須際驗連斷難礦備辦習響約勞團歷構稱準號維劃"
    "選標寫親廠識適屬滿縣參紅細鐵價嚴龍飛責優創環勵貫徹鄉鎮項圍繞籌獎補貼請審監財稅貿園範試壯協調負廳綱紀"
    "億噸畝戶貳遼寧興蘭瀋陽滬陝蘇閩贛魯廈灣糧銷倉儲輸險貸據劉陳楊趙臺澤鄧雲貴歲訊網軟執獲擴轄帶態檢測緊急"
    "災衛醫療職聘錄顧樂歡舞嗎嘛啊吧呢臨濱濰營銀鋼鋁銅矽貨幣匯債購賣買賬帳額減輕稀軌跡遞盡罰懲戒誠諾謀專邏"
    "輯鏈塊夢"
)

_COMMON = frozenset(_COMMON_SIMPLIFIED + _COMMON_TRADITIONAL)
_MARKS = frozenset("，。、；：？！（）《》〈〉〔〕【】“”‘’「」『』—…·　％－～①②③④⑤⑥⑦⑧⑨⑩×℃‰㎡№")
_TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê")
_SAMPLE = 100_000


def commonness(text: str) -> float | None:
    """Score a decoded text from about -1 (certainly wrong) to 1; ``None`` where it holds nothing beyond
    ASCII.

    Each character beyond ASCII counts one where it is common or a Chinese mark, a little where it is another
    Chinese character, nothing where it belongs to another script, and minus one where no text would hold it.
    Toned Latin vowels, as in pinyin glosses, say nothing either way.
    """
    total = 0
    score = 0.0
    for character, count in Counter(text[:_SAMPLE]).items():
        if character < "\x80" or character in _TONED:
            continue
        total += count
        score += count * _weight(character)
    return score / total if total else None


def _weight(character: str) -> float:
    if character in _COMMON or character in _MARKS:
        return 1.0
    code = ord(character)
    if 0x4E00 <= code <= 0x9FFF:
        return 0.15
    if 0xFF01 <= code <= 0xFF5E:
        return 0.7
    if code == 0xFFFD or code < 0xA0 or 0xE000 <= code <= 0xF8FF or 0xD800 <= code <= 0xDFFF:
        return -1.0
    return 0.0


def is_common(character: str) -> bool:
    """Tell whether a character is frequent in official documents, or one of their marks."""
    return character in _COMMON or character in _MARKS
