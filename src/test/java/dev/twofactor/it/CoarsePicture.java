package dev.twofactor.it;

import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/**
 * A picture of a page as somebody without glasses sees it: a grid of grey cells. Boxes, edges and colours show; letters hardly
 * do, since fonts differ from machine to machine.
 */
final class CoarsePicture {

    /** Cells that may differ before a picture is another one. */
    static final double MOST_DIFFERENT = 0.015;

    /** From this many of 255 greys on a cell is different. */
    private static final int GREYS = 40;

    private final BufferedImage grid;

    CoarsePicture(BufferedImage grid) {
        this.grid = grid;
    }

    /** @param png a screenshot of any size */
    static CoarsePicture of(byte[] png, int width, int height) {
        try {
            BufferedImage screen = ImageIO.read(new ByteArrayInputStream(png));
            BufferedImage grid = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D pen = grid.createGraphics();
            // Area averaging: each cell is the mean of its pixels.
            pen.drawImage(screen.getScaledInstance(width, height, Image.SCALE_AREA_AVERAGING), 0, 0, null);
            pen.dispose();
            return new CoarsePicture(grid);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BufferedImage grid() {
        return grid;
    }

    /** The part of all cells that look different, 0 to 1; 1 for another size. */
    double difference(CoarsePicture other) {
        if (grid.getWidth() != other.grid.getWidth() || grid.getHeight() != other.grid.getHeight()) {
            return 1;
        }
        int different = 0;
        for (int y = 0; y < grid.getHeight(); y++) {
            for (int x = 0; x < grid.getWidth(); x++) {
                int distance = grid.getRaster().getSample(x, y, 0)
                        - other.grid.getRaster().getSample(x, y, 0);
                different += Math.abs(distance) > GREYS ? 1 : 0;
            }
        }
        return (double) different / (grid.getWidth() * grid.getHeight());
    }
}
