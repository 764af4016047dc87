package dev.ringfence.distribution;

import dev.ringfence.cli.Main;
import dev.ringfence.cli.completion.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import tools.jackson.databind.json.JsonMapper;

/// Builds the folder that the archive is made of. Run by the build, with the JDK whose runtime goes
/// into it.
public final class ImageBuilder {
  /// What the program and its libraries use of the JDK; a test starts every command on it.
  private static final String MODULES =
      "java.base,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,"
          + "jdk.unsupported,jdk.zipfs,"
          + "jdk.incubator.vector";

  /// The licenses that the build permits, see `pom.xml`.
  private static final List<String> PERMITTED =
      List.of("Apache-2.0", "BSD-3-Clause", "MIT", "0BSD", "MIT-0");

  private final Path image;

  private ImageBuilder(Path image) {
    this.image = image;
  }

  /// Builds the folder.
  ///
  /// @param arguments the folder to make, the jar that holds everything, the folder of all jars by
  ///   themselves, the folder of files that are copied as they are, the folder of manual pages, the
  ///   repository's root, the list of third-party licenses, and the bill of materials
  public static void main(String[] arguments) throws IOException {
    ImageBuilder builder = new ImageBuilder(Path.of(arguments[0]));
    delete(builder.image);
    Files.createDirectories(builder.image);
    builder.runtime();
    copy(Path.of(arguments[3]), builder.image);
    // One jar: the class cache checks each jar of the path at each start.
    Files.createDirectories(builder.image.resolve("lib"));
    Files.copy(Path.of(arguments[1]), builder.image.resolve("lib/ringfence.jar"));
    builder.completion();
    copy(Path.of(arguments[4]), builder.image.resolve("share/man/man1"));
    builder.licenses(
        Path.of(arguments[2]), Path.of(arguments[5]), Path.of(arguments[6]), Path.of(arguments[7]));
    builder.modes();
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path path : all.sorted().toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /// In a process of its own: jlink writes what the virtual machine around it has made of method
  /// handles, and two builds shall be equal.
  private void runtime() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jlink").toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6",
                "--output",
                image.resolve("runtime").toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("jlink failed: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private void completion() throws IOException {
    Path folder = Files.createDirectories(image.resolve("share/completion"));
    CommandSpec commands = Main.commandLine().getCommandSpec();
    for (Shell shell : Shell.values()) {
      Files.writeString(folder.resolve(shell.file()), shell.script(commands));
    }
  }

  /// Our own license, the list of all others, and what each jar says of its own.
  private void licenses(Path jars, Path repository, Path thirdParty, Path materials)
      throws IOException {
    Files.copy(repository.resolve("LICENSE"), image.resolve("LICENSE"));
    Documents.copy(repository, image);
    Files.copy(thirdParty, image.resolve("THIRD-PARTY.txt"));
    if (Files.isRegularFile(materials)) {
      Files.copy(materials, image.resolve("sbom.cdx.json"));
    } else {
      System.err.println(
          "warning: no bill of materials in the archive: its plugin does not run offline");
    }
    Path folder = Files.createDirectories(image.resolve("licenses"));
    // Not every jar holds the text of its license.
    for (String id : PERMITTED) {
      Path text =
          repository.resolve("corpus-indexer/target/spdx/resources/stdlicenses/" + id + ".json");
      Files.writeString(
          folder.resolve(id + ".txt"),
          JsonMapper.shared()
                  .readTree(Files.readString(text))
                  .path("licenseText")
                  .asString()
                  .strip()
              + "\n");
    }
    try (Stream<Path> all = Files.list(jars)) {
      for (Path jar : all.sorted().toList()) {
        try (JarFile content = new JarFile(jar.toFile())) {
          for (JarEntry entry : java.util.Collections.list(content.entries())) {
            String name = entry.getName();
            String file = name.substring(name.lastIndexOf('/') + 1);
            if (!entry.isDirectory()
                && file.matches(
                    "(?i)(.*-)?(licen[cs]e|notice|copying|about)[^/]*(\\.(txt|md|html))?")
                && !file.endsWith(".class")) {
              Path own =
                  Files.createDirectories(
                      folder.resolve(jar.getFileName().toString().replaceFirst("\\.jar$", "")));
              try (InputStream in = content.getInputStream(entry)) {
                Files.copy(in, own.resolve(file), StandardCopyOption.REPLACE_EXISTING);
              }
            }
          }
        }
      }
    }
  }

  private void modes() throws IOException {
    try (Stream<Path> all = Files.walk(image)) {
      for (Path path : all.toList()) {
        if (Files.isSymbolicLink(path)) {
          continue;
        }
        String parent = path.getParent() == null ? "" : path.getParent().getFileName().toString();
        boolean runs =
            Files.isDirectory(path)
                || parent.equals("bin")
                || path.getFileName().toString().matches("jspawnhelper|jexec");
        Files.setPosixFilePermissions(
            path, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
      }
    }
    String release = Files.readString(image.resolve("runtime/release"), StandardCharsets.UTF_8);
    if (!release.contains("JAVA_VERSION=\"25")) {
      throw new IllegalStateException("the runtime is no Java 25: " + release);
    }
  }
}
