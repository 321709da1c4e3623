package dev.twofactor.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/** Whole folders, copied quickly and deleted. */
public final class FileTree {

    private FileTree() {}

    /**
     * Copies a folder, with hard links where the file system has them.
     *
     * @param writable folders below {@code from} whose files are real copies, because somebody will change them
     */
    public static void copy(Path from, Path to, Set<Path> writable) throws IOException {
        walk(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                copyFile(file, to.resolve(relative), writable.stream().noneMatch(relative::startsWith));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Deletes a folder with all it holds; does nothing where there is none. */
    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        walk(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException trouble) throws IOException {
                if (trouble != null) {
                    throw trouble;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void walk(Path folder, FileVisitor<Path> visitor) throws IOException {
        Files.walkFileTree(folder, visitor);
    }

    private static void copyFile(Path from, Path to, boolean linkable) throws IOException {
        if (linkable) {
            try {
                Files.createLink(to, from);
                return;
            } catch (UnsupportedOperationException | java.nio.file.FileSystemException e) {
                // Another file system, or one without links: a copy is as good, only slower.
                Files.deleteIfExists(to);
            }
        }
        Files.copy(from, to, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    }
}
