"""How a sheet of ours looks on paper: A4, one page wide, the head on each page, pages numbered."""

from __future__ import annotations

from typing import Literal, cast

from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

_A4 = 9


def set_page(sheet: Worksheet, head: int, orientation: Literal["portrait", "landscape"]) -> None:
    """Freeze the rows down to ``head`` (counted from 1), repeat that row on every page, and number them."""
    sheet.freeze_panes = f"A{head + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.print_title_rows = f"{head}:{head}"
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = cast(HeaderFooterItem, sheet.oddFooter)
    footer.right.text = "&P / &N"
