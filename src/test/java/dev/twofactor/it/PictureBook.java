package dev.twofactor.it;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * How pages or mails look by every {@link Look}, one below the other, and how they are to look: a file for each look in
 * {@code src/test/resources/pictures}. {@code -Dpictures.write=true} takes the looks of today for right.
 */
final class PictureBook {

    private static final Path REFERENCES = Path.of("src/test/resources/pictures");

    private final String name;
    private final List<String> titles = new ArrayList<>();
    private final Map<Look, List<CoarsePicture>> seen = new EnumMap<>(Look.class);

    PictureBook(String name) {
        this.name = name;
    }

    /** Looks at what the browser shows now. */
    void add(String title, com.microsoft.playwright.Page page) {
        titles.add(title);
        for (Look look : Look.values()) {
            seen.computeIfAbsent(look, none -> new ArrayList<>()).add(look.coarselyAt(page));
        }
    }

    /** What looks different from the references by more than is allowed, with the part of its cells. */
    Map<String, Double> differences() throws IOException {
        Map<String, Double> different = new TreeMap<>();
        for (Look look : Look.values()) {
            BufferedImage all = pasted(look);
            String file = name + "-" + look.file() + ".png";
            if (Boolean.getBoolean("pictures.write")) {
                Files.createDirectories(REFERENCES);
                ImageIO.write(all, "png", REFERENCES.resolve(file).toFile());
            }
            Files.createDirectories(Path.of("target/pictures"));
            ImageIO.write(
                    all, "png", Path.of("target/pictures", "coarse-" + file).toFile());
            BufferedImage right = ImageIO.read(REFERENCES.resolve(file).toFile());
            for (int i = 0; i < titles.size(); i++) {
                double part = new CoarsePicture(part(right, look, i)).difference(new CoarsePicture(part(all, look, i)));
                if (part > CoarsePicture.MOST_DIFFERENT) {
                    different.put(file + " " + titles.get(i), part);
                }
            }
        }
        return different;
    }

    private BufferedImage pasted(Look look) {
        BufferedImage all =
                new BufferedImage(look.columns(), look.rows() * titles.size(), BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < titles.size(); i++) {
            part(all, look, i).setData(seen.get(look).get(i).grid().getData());
        }
        return all;
    }

    private static BufferedImage part(BufferedImage all, Look look, int index) {
        return all.getSubimage(0, index * look.rows(), look.columns(), look.rows());
    }
}
