// SPDX-License-Identifier: GPL-3.0-or-later
// The kiosk's home page in plain Qt Quick, 1080 × 1920, without Controls: the same words, pictures,
// places and sizes, for the bench that measures Qt beside us.
import QtQuick

Rectangle {
    id: page
    width: 1080
    height: 1920
    color: "#f5f2ea"

    component Words: Text {
        font.family: "Noto Sans CJK SC"
        font.pixelSize: 32
        color: "#1c1b18"
        verticalAlignment: Text.AlignVCenter
    }
    component Icon: Text {
        font.family: "lucide"
        color: "#1c1b18"
        verticalAlignment: Text.AlignVCenter
    }
    component Press: MouseArea {
        anchors.fill: parent
    }
    component Way: Rectangle {
        id: way
        property string sign
        property string words
        property color ink: "#1c1b18"
        y: 1782
        width: 312
        height: 120
        radius: 28
        color: touch.pressed ? "#e4dfd2" : "#ffffff"
        border { width: 2; color: "#d6d0c1" }
        Press { id: touch }
        Row {
            anchors.centerIn: parent
            spacing: 16
            Icon { text: way.sign; color: way.ink; font.pixelSize: 44; height: 52 }
            Words { text: way.words; color: way.ink; height: 52; font { pixelSize: 38; bold: true } }
        }
    }
    component Card: Rectangle {
        id: card
        property string picture
        property string title
        property string money
        property string second
        property var tags
        property bool green: true
        x: 48
        width: 984
        height: 299
        radius: 28
        color: touch.pressed ? "#e4dfd2" : "#ffffff"
        border { width: 2; color: "#e4dfd2" }
        Press { id: touch }
        Rectangle {
            x: 32
            y: 75
            width: 150
            height: 150
            radius: 28
            color: "#efece3"
            Text {
                anchors.centerIn: parent
                text: card.picture
                font { family: "Noto Color Emoji"; pixelSize: 104 }
            }
        }
        Words { x: 214; y: 35; height: 62; text: card.title; font { pixelSize: 46; bold: true } }
        Words {
            x: 214; y: 97; height: 62; text: card.money; color: "#a3400f"
            font { pixelSize: 46; bold: true }
        }
        Words { x: 214; y: 159; height: 43; text: card.second; color: "#565249" }
        Row {
            x: 214
            y: 210
            spacing: 10
            Repeater {
                model: card.tags
                Rectangle {
                    required property int index
                    required property string modelData
                    readonly property bool tinted: index === 0 && card.green
                    width: tag.width + 36
                    height: 55
                    radius: 16
                    color: tinted ? "#dff0ea" : "#efece3"
                    Words {
                        id: tag
                        x: 18
                        height: 55
                        text: parent.modelData
                        color: parent.tinted ? "#0e6b4f" : "#1c1b18"
                    }
                }
            }
        }
    }

    Rectangle { width: 1080; height: 130; color: "#fbf9f4" }
    Rectangle { y: 128; width: 1080; height: 2; color: "#e4dfd2" }
    Words { x: 48; y: 18; height: 51; text: "易扶新村服务中心"; font { pixelSize: 38; bold: true } }
    Words { x: 48; y: 69; height: 43; text: "2026年11月24日 星期二 · 09:41"; color: "#565249" }
    Rectangle {
        x: 863
        y: 19
        width: 169
        height: 91
        radius: 45
        color: "#ffffff"
        border { width: 2; color: "#d6d0c1" }
        Row {
            anchors.centerIn: parent
            spacing: 10
            Icon { text: "\ue587"; font.pixelSize: 38; height: 43 }
            Words { text: "大字"; height: 43 }
        }
    }

    Rectangle {
        x: 48
        y: 154
        width: 984
        height: 250
        radius: 28
        color: touch.pressed ? "#174f8d" : "#1b5fa8"
        Press { id: touch }
        Words {
            id: service
            x: 44; y: 63; height: 81; text: "找工作"; color: "#ffffff"
            font { pixelSize: 60; bold: true }
        }
        Rectangle {
            x: service.x + service.width + 24
            y: 76
            width: 144
            height: 55
            radius: 27
            color: "#ffffff"
            Words { anchors.centerIn: parent; text: "128 个"; color: "#1b5fa8"; font.bold: true }
        }
        Words { x: 44; y: 144; height: 43; text: "家门口、扶贫车间、外出务工"; color: "#ffffff" }
        Rectangle {
            x: 768
            y: 39
            width: 172
            height: 172
            radius: 28
            color: "#3d76b4"
            Icon { anchors.centerIn: parent; text: "\ue062"; color: "#ffffff"; font.pixelSize: 96 }
        }
    }

    Words { x: 48; y: 428; height: 51; text: "家门口的新岗位"; font { pixelSize: 38; bold: true } }
    Words {
        x: 682; y: 432; width: 350; height: 43; text: "今天新来 12 个"; color: "#565249"
        horizontalAlignment: Text.AlignRight
    }
    Card {
        y: 495; picture: "🧹"; title: "小区保洁员"; money: "2100–2300 元/月"
        second: "易扶新村物业服务部 · 走路 5 分钟"
        tags: ["公益性岗位", "不限学历", "还招 3 人", "早班"]
    }
    Card {
        y: 811; picture: "🧵"; title: "缝纫工（可先培训）"; money: "3000–4500 元/月"
        second: "鸿发服饰扶贫车间 · 走路 2 分钟"
        tags: ["扶贫车间", "包教包会", "还招 14 人", "计件"]
    }
    Card {
        y: 1126; picture: "🧺"; title: "竹编手工"; money: "80–120 元/天"; green: false
        second: "新化竹艺合作社 · 可在家做"
        tags: ["在家做", "还招 15 人", "时间灵活"]
    }
    Card {
        y: 1441; picture: "👮"; title: "安保值班"; money: "2400 元/月"
        second: "易扶新村物业服务部 · 走路 5 分钟"
        tags: ["公益性岗位", "不限学历", "还招 2 人", "夜班"]
    }

    Rectangle { y: 1764; width: 1080; height: 156; color: "#fbf9f4" }
    Rectangle { y: 1764; width: 1080; height: 2; color: "#e4dfd2" }
    Way { x: 48; sign: "\ue0fe"; words: "English" }
    Way { x: 384; sign: "\ue297"; words: "无障碍" }
    Way {
        x: 720; sign: "\ue3b8"; words: "叫工作人员"; ink: "#ffffff"; color: "#0e5c46"
        border.width: 0
    }
}
