"""Words of Japanese and Chinese, which are written without spaces, as the English words that the drawing looks for."""

from __future__ import annotations

import re

LINES = """
    女性 女の人 婦人 女: woman
    男性 男の人 紳士 男: man
    少女 女の子 女孩: girl
    少年 男の子 男孩: boy
    子供 子ども 孩子: child
    老人 おじいさん 祖父 爷爷: old man grandfather
    老婆 おばあさん 祖母 奶奶: old woman grandmother
    猫 ねこ: cat
    犬 いぬ 狗: dog
    狐 きつね 狐狸: fox
    熊 くま: bear
    兎 うさぎ 兔: rabbit
    鳥 とり 鸟: bird
    梟 ふくろう 猫头鹰: owl
    魚 さかな 鱼: fish
    馬 马: horse
    龍 竜 龙: dragon
    ロボット 机器人: robot
    黒い 黒髪 黑色 黒 黑: black
    白い 白髪 白色 白: white
    赤い 赤 紅 红色 红: red
    青い 青 藍色 蓝色 蓝: blue
    緑 绿色 绿: green
    黄色い 黄色 黄: yellow
    紺 藏青: navy
    灰色 グレー: grey
    茶色 褐色 棕色: brown
    桃色 ピンク 粉色: pink
    紫: purple
    えんじ色 臙脂 えんじ: burgundy
    琥珀: amber
    金の 金色: gold
    銀 银: silver
    橙 オレンジ: orange
    目 瞳 眼睛: eyes
    髪 头发 長髪: hair
    長い 长: long
    短い 短: short
    前髪: hair
    三つ編み 辫: braid
    ひげ 髭 胡子: beard
    眼鏡 めがね メガネ 眼镜: glasses
    帽子: hat
    セーター 毛衣: sweater
    コート 外套 大衣: coat
    シャツ 衬衫: shirt
    スーツ 西装: suit
    ドレス ワンピース 裙子 連衣裙 连衣裙: dress
    着物 浴衣 和服: kimono
    スカート: skirt
    ズボン 裤子: trousers
    エプロン 围裙: apron
    マフラー スカーフ 围巾: scarf
    首輪: collar
    リュック: backpack
    喫茶 カフェ コーヒー店 咖啡馆 カウンター: cafe
    台所 厨房 キッチン: kitchen
    森 林 森林: forest
    山: mountain
    海辺 浜 海滩 砂浜: beach
    海: sea
    川 河 湖 池: river
    港: harbour
    街 通り 道 路 街道: street
    町 村: village
    都市 東京 城市: city
    駅 车站: station
    図書館 本屋 图书馆: library
    教室 学校 事務所: office
    部屋 房间 居間: room
    寝室 卧室: bedroom
    砂漠 沙漠: desert
    野原 畑 公園 草原 公园: field
    灯台: lighthouse
    宇宙: space
    雨: rain
    雪: snow
    霧 雾: fog
    嵐 暴风: storm
    風 风: wind
    夜: night
    朝 早晨: morning
    夕方 夕暮れ 夕焼け 黄昏: dusk
    夜明け 黎明: dawn
    手紙 封筒 信封: letter
    本 書物: book
    傘 伞: umbrella
    ランタン 提灯 灯笼: lantern
    ランプ: lamp
    カップ 茶碗 杯子 珈琲: cup
    花: flower
    鍵 钥匙: key
    自転車 自行车: bicycle
    車 汽车: car
    鞄 かばん: bag
    椅子: chair
    机: table
    走る 走っ 走り 跑: runs
    歩く 歩い 歩き 走路: walks
    座る 座っ しゃが 坐: sits
    眠る 眠っ 寝て 睡: sleeps
    読む 読ん 读: reads
    書く 書い 書き 写: writes
    拭い 拭く 擦: wipes
    笑う 笑っ 笑顔 笑: smiles
    泣く 泣い 哭: cries
    怒る 怒っ 生气: angry
    驚く 驚い 惊: surprised
    手を振: waves
    正面: front
    横顔: profile
    後ろ姿: back
    クローズアップ 特写: close-up
    水彩: watercolor
    墨絵 水墨: ink
    漫画: manga
    アニメ: anime
    鉛筆 铅笔: pencil
    油絵 油画: oil
    淡い: pale
"""
TERMS: dict[str, str] = {
    term: english.strip()
    for line in LINES.strip().splitlines()
    for known, _, english in [line.partition(":")]
    for term in known.split()
}
HAN_OR_KANA = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
ANY = re.compile("|".join(sorted(map(re.escape, TERMS), key=len, reverse=True)) + "|[、。，；！？・]")


def in_english(text: str) -> str:
    """The words that are known, in their order, with commas between phrases; a text without such signs as it is."""
    if not HAN_OR_KANA.search(text):
        return text
    return text + " . " + " ".join(TERMS.get(found, ",") for found in ANY.findall(text))
