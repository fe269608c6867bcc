package io.github.dl4jdropout.examples.data.synthetic;

import java.util.List;

/**
 * How people write the ten digits: for each, several ways, each of them one stroke or more of the pen. A stroke is a list
 * of points x, y in a unit square, x to the right and y down, joined by a smooth curve; a point given twice is a corner.
 */
final class DigitStrokes {
    private static final List<List<double[][]>> WAYS = List.of(
            List.of( // 0: round, slim, begun at the right with an overlap, left open at the top
                    way(stroke(.5, 0, .2, .12, .08, .5, .2, .88, .5, 1, .8, .88, .92, .5, .8, .12, .5, 0)),
                    way(stroke(.55, 0, .33, .15, .26, .5, .32, .87, .5, 1, .68, .86, .75, .5, .7, .14, .55, 0)),
                    way(stroke(
                            .72, .1, .45, 0, .2, .2, .12, .55, .25, .9, .55, 1, .82, .8, .88, .45, .74, .14, .5, .02,
                            .36, .1)),
                    way(stroke(.42, .04, .18, .25, .12, .6, .3, .95, .6, .98, .84, .75, .86, .38, .7, .1, .5, .08))),
            List.of( // 1: a line, leaning, with a flag, with flag and foot
                    way(stroke(.5, 0, .5, .5, .5, 1)),
                    way(stroke(.64, 0, .52, .5, .38, 1)),
                    way(stroke(.3, .24, .44, .14, .54, 0, .54, 0, .53, .5, .52, 1)),
                    way(stroke(.3, .22, .42, .14, .52, 0, .52, 0, .52, .5, .52, 1), stroke(.28, 1, .5, .99, .76, 1))),
            List.of( // 2: a sharp foot, a loop in the corner, a flat swan
                    way(stroke(
                            .14, .24, .28, .05, .54, 0, .78, .12, .78, .34, .56, .62, .32, .82, .12, 1, .12, 1, .5, .98,
                            .9, .98)),
                    way(stroke(
                            .16, .2, .36, .02, .66, .04, .8, .24, .68, .52, .44, .78, .22, .94, .1, .88, .2, .76, .4,
                            .84, .64, .98, .92, .9)),
                    way(stroke(
                            .2, .12, .48, 0, .76, .14, .7, .42, .42, .72, .14, .96, .14, .96, .38, .9, .66, .96, .9,
                            1))),
            List.of( // 3: two bows, a flat roof, bows that meet in a small loop
                    way(stroke(
                            .18, .12, .42, 0, .72, .08, .74, .3, .58, .44, .4, .48, .4, .48, .66, .52, .84, .7, .72,
                            .93, .44, 1, .14, .9)),
                    way(stroke(
                            .16, .02, .5, .02, .8, .02, .8, .02, .62, .2, .44, .4, .44, .4, .7, .46, .84, .68, .7, .94,
                            .4, 1, .14, .88)),
                    way(stroke(
                            .2, .14, .46, 0, .74, .12, .7, .34, .48, .46, .38, .5, .46, .54, .5, .48, .7, .54, .82, .74,
                            .66, .96, .38, 1, .12, .86))),
            List.of( // 4: open, open with a short stem, closed, in one line
                    way(
                            stroke(.24, .02, .18, .3, .14, .56, .14, .56, .5, .56, .88, .52),
                            stroke(.7, 0, .68, .5, .66, 1)),
                    way(stroke(.2, .1, .16, .36, .24, .54, .5, .56, .74, .48), stroke(.76, .06, .74, .5, .7, 1)),
                    way(stroke(.62, 0, .38, .32, .1, .64, .1, .64, .5, .64, .92, .62), stroke(.62, 0, .64, .5, .62, 1)),
                    way(stroke(.3, .04, .2, .3, .2, .5, .4, .56, .66, .44, .8, .1, .8, .1, .72, .5, .66, 1))),
            List.of( // 5: with a separate roof, in one line, round as an S
                    way(
                            stroke(
                                    .26, .04, .24, .24, .2, .44, .2, .44, .46, .38, .76, .5, .8, .74, .6, .96, .32, 1,
                                    .1, .9),
                            stroke(.26, .04, .54, .04, .84, .02)),
                    way(stroke(
                            .84, .02, .56, .04, .3, .04, .3, .04, .24, .24, .2, .42, .2, .42, .5, .4, .78, .56, .76,
                            .82, .5, 1, .14, .92)),
                    way(stroke(.8, .06, .52, 0, .28, .16, .3, .38, .56, .5, .78, .68, .68, .92, .4, 1, .14, .88))),
            List.of( // 6: bent, straight, wide with a small loop
                    way(stroke(
                            .7, .02, .42, .16, .22, .46, .18, .76, .36, .98, .64, .96, .8, .76, .68, .54, .44, .54, .22,
                            .72)),
                    way(stroke(
                            .56, 0, .38, .28, .24, .56, .24, .82, .42, 1, .66, .92, .72, .7, .56, .56, .36, .62, .26,
                            .78)),
                    way(stroke(
                            .8, .06, .48, .08, .2, .34, .12, .66, .28, .96, .58, 1, .8, .86, .74, .68, .5, .64, .34,
                            .76, .36, .9))),
            List.of( // 7: plain, with a bar, with a serif, bent
                    way(stroke(.12, .06, .48, .04, .86, .02, .86, .02, .64, .36, .5, .66, .4, 1)),
                    way(
                            stroke(.14, .04, .5, .04, .84, .02, .84, .02, .64, .4, .52, .7, .44, 1),
                            stroke(.3, .52, .54, .5, .78, .48)),
                    way(stroke(.14, .2, .14, .06, .14, .06, .5, .06, .84, .04, .84, .04, .66, .3, .52, .62, .48, 1)),
                    way(stroke(.1, .14, .3, .02, .56, .08, .86, .02, .86, .02, .74, .34, .52, .64, .32, 1))),
            List.of( // 8: one line from the right, one line from the middle, two rings
                    way(stroke(
                            .76, .14, .5, 0, .26, .12, .28, .34, .54, .5, .78, .68, .74, .92, .48, 1, .24, .9, .24, .68,
                            .5, .48, .72, .32, .76, .14)),
                    way(stroke(
                            .5, .48, .28, .32, .3, .08, .54, 0, .76, .1, .72, .32, .5, .48, .26, .66, .22, .9, .48, 1,
                            .76, .9, .74, .66, .5, .48)),
                    way(
                            stroke(.5, 0, .3, .1, .3, .34, .5, .46, .7, .34, .7, .1, .5, 0),
                            stroke(.5, .46, .24, .58, .22, .86, .5, 1, .78, .86, .76, .58, .5, .46))),
            List.of( // 9: straight, bent, with a round tail
                    way(stroke(
                            .76, .1, .5, 0, .24, .12, .2, .36, .42, .5, .66, .42, .78, .14, .78, .14, .76, .56, .7, 1)),
                    way(stroke(
                            .74, .14, .54, .02, .3, .1, .22, .34, .4, .5, .64, .42, .76, .2, .74, .5, .58, .82, .4, 1)),
                    way(stroke(
                            .74, .12, .5, 0, .26, .14, .24, .38, .46, .5, .7, .38, .78, .16, .8, .5, .76, .84, .52, 1,
                            .24, .92))));

    private DigitStrokes() {}

    /** The ways to write a digit from 0 to 9; a way is a list of strokes x, y, x, y, … Not to be written to. */
    static List<double[][]> of(int digit) {
        return WAYS.get(digit);
    }

    private static double[][] way(double[]... strokes) {
        return strokes;
    }

    private static double[] stroke(double... points) {
        return points;
    }
}
