"""Types into workbooks in one headless LibreOffice, as a person at a desk does, and saves them in place.

Reads a JSON line per order from standard input and answers each with a JSON line:
  {"file": PATH, "sheet": NAME, "edits": [[ROW_TEXT, HEADER, VALUE], ...]}   ->  {"saved": SECONDS}
  {"convert": PATH, "to": PATH}  (opened, recalculated, stored as .xlsx)      ->  {"saved": SECONDS}
A cell is found by a text in its row and by its header. SECONDS is the time of the save, of the Unix clock.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def main():
    with tempfile.TemporaryDirectory() as profile:
        pipe = "controlbook%d" % os.getpid()
        office = subprocess.Popen(
            ["soffice", "--headless", "--norestore", "--nologo", "-env:UserInstallation=file://" + profile,
             "--accept=pipe,name=%s;urp;" % pipe],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            desktop = connect(pipe)
            print(json.dumps({"ready": True}), flush=True)
            for line in sys.stdin:
                order = json.loads(line)
                saved = convert(desktop, order) if "convert" in order else edit(desktop, order)
                print(json.dumps({"saved": saved}), flush=True)
            try:
                desktop.terminate()
            except Exception:
                pass  # the connection ends with the office
            office.wait(30)
        finally:
            office.kill()


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for attempt in range(600):
        try:
            context = resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except Exception:
            if attempt == 599:
                raise
            time.sleep(0.1)


def edit(desktop, order):
    document = load(desktop, order["file"])
    sheet = document.Sheets.getByName(order["sheet"])
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    data = sheet.getCellRangeByPosition(0, 0, end.EndColumn, end.EndRow).getDataArray()
    for row_text, header, value in order["edits"]:
        row = next(index for index, line in enumerate(data) if row_text in line)
        column = next(line.index(header) for line in data if header in line)
        sheet.getCellByPosition(column, row).setFormula(value)
    document.store()
    saved = time.time()
    document.close(True)
    return saved


def convert(desktop, order):
    document = load(desktop, order["convert"])
    document.calculateAll()
    document.storeToURL(uno.systemPathToFileUrl(order["to"]), (named("FilterName", "Calc MS Excel 2007 XML"),))
    document.close(True)
    return time.time()


def load(desktop, path):
    return desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (named("Hidden", True),))


def named(name, value):
    one = PropertyValue()
    one.Name = name
    one.Value = value
    return one


main()
