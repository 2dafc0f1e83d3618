"""The guided tour: drives the real window from the first start to the year's sheet, without a person."""

from intman_desktop.tour.touring import PICTURE_SETS, run_tour

__all__ = ["PICTURE_SETS", "run_tour"]
