/* SPDX-License-Identifier: GPL-3.0-or-later
 * main.cpp - Qt Quick as light as it can be made, for the bench: painted in software, no thread of
 * its own for that, no wait before a frame, QML compiled beforehand, and our own small faces.
 * Usage: qt-home FOLDER-OF-FONTS */
#include <QFontDatabase>
#include <QGuiApplication>
#include <QQuickView>

int main(int argc, char **argv) {
    qputenv("QT_QPA_PLATFORM", "xcb");
    qputenv("QT_QUICK_BACKEND", "software");
    qputenv("QSG_RENDER_LOOP", "basic");
    qputenv("QT_QPA_UPDATE_IDLE_TIME", "0");
    qputenv("QT_XCB_GL_INTEGRATION", "none");
    QGuiApplication app(argc, argv);
    for (const char *face : { "regular.otf", "bold.otf", "icons.ttf" })
        if (argc < 2 || QFontDatabase::addApplicationFont(QString::fromLocal8Bit(argv[1]) + '/' +
                                                          QLatin1String(face)) < 0)
            return 1;
    QQuickView view;
    view.setFlag(Qt::FramelessWindowHint);
    view.setSource(QUrl(QStringLiteral("qrc:/Home.qml")));
    if (view.status() != QQuickView::Ready)
        return 1;
    view.setGeometry(0, 0, 1080, 1920);
    view.show();
    return app.exec();
}
