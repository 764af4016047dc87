package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A copy stays a copy in any encoding and with any bytes that a compiler passes over: the real
/// command over real repositories, whose work the test writes.
class EncodingTricksTest {
  @TempDir static Path shared;
  @TempDir Path temp;

  private static Path index;
  private static final Map<String, String> WORKS = new TreeMap<>();

  /// A function of many statements, from a seed.
  private static String work(String suffix) {
    Random random = new Random(11 + suffix.hashCode());
    String[] verbs = {"fold", "weave", "drain", "splice", "temper", "glean", "chisel", "ferry"};
    String[] nouns = {"ledger", "quarry", "lantern", "harbour", "meadow", "thicket", "anvil"};
    String mark = suffix.equals("php") ? "$" : "";
    String type =
        switch (suffix) {
          case "c", "java" -> "long ";
          case "mjs" -> "let ";
          case "cs" -> "var ";
          default -> "";
        };
    List<String> names = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    boolean python = suffix.equals("py");
    String end = python ? "\n" : ";\n";
    for (int i = 0; i < 28; i++) {
      String name = mark + verbs[random.nextInt(8)] + "_" + nouns[random.nextInt(7)] + i;
      String a = names.isEmpty() ? mark + "seed" : names.get(random.nextInt(names.size()));
      String b = names.isEmpty() ? mark + "seed" : names.get(random.nextInt(names.size()));
      String f = verbs[random.nextInt(8)] + nouns[random.nextInt(7)];
      String op = new String[] {"+", "*", "^", "-", "&", "|"}[random.nextInt(6)];
      body.append("    ").append(type).append(name).append(" = ");
      switch (random.nextInt(3)) {
        case 0 -> body.append(f + "(" + a + ", " + b + " " + op + " " + random.nextInt(900));
        case 1 -> body.append("(" + a + " " + op + " " + b + ") * (" + a + " - " + i);
        default -> body.append("(" + a + " % " + (i + 3) + " " + op + " " + f + "(" + b + ")");
      }
      body.append(")").append(end);
      if (random.nextInt(3) == 0) {
        String test = name + " > " + a + " + " + random.nextInt(90);
        body.append("    ")
            .append(python ? "if " + test + ":" : "if (" + test + ") {")
            .append("\n");
        body.append("        ").append(name + " = " + f + "(" + name + ", " + b + ")").append(end);
        body.append(python ? "" : "    }\n");
      }
      names.add(name);
    }
    String last = names.getLast();
    return switch (suffix) {
      case "py" -> "def gather(seed):\n" + body + "    return " + last + "\n";
      case "php" -> "<?php\nfunction gather($seed) {\n" + body + "    return " + last + ";\n}\n";
      case "java", "cs" ->
          "class Gather {\n  long gather(long seed) {\n"
              + body
              + "    return "
              + last
              + ";\n  }\n}\n";
      case "c" -> "long gather(long seed)\n{\n" + body + "    return " + last + ";\n}\n";
      default -> "export function gather(seed) {\n" + body + "    return " + last + ";\n}\n";
    };
  }

  @BeforeAll
  static void indexTheWorks() throws IOException {
    Path work = shared.resolve("work");
    Files.createDirectories(work);
    for (String suffix : List.of("c", "py", "java", "mjs", "php", "cs")) {
      WORKS.put(suffix, work(suffix));
      Files.writeString(work.resolve("gather." + suffix), work(suffix));
    }
    index = shared.resolve("index");
    Ringfence.Result added =
        Ringfence.run(
            "index",
            "add",
            index.toString(),
            "dir:" + work,
            "--name",
            "gather",
            "--version",
            "1",
            "--license",
            "GPL-3.0-or-later");
    assertEquals(0, added.status(), added.err());
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer b -> out.write(b);
        case byte[] more -> out.writeBytes(more);
        default -> out.writeBytes(part.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static byte[] in(String charset, String text) {
    return text.getBytes(Charset.forName(charset));
  }

  private static String escaped(String text, String open) {
    StringBuilder out = new StringBuilder();
    // A line of more than 20,000 characters would be left out, and said.
    text.chars().forEach(c -> out.append(c == '\n' ? "\n" : open + String.format("%04x", c)));
    return out.toString();
  }

  private static String textOf(String suffix) {
    return Objects.requireNonNull(WORKS.get(suffix));
  }

  /// Ways to write the same program, by a file's name.
  private static Map<String, byte[]> tricks() {
    String c = textOf("c");
    String py = textOf("py");
    String java = textOf("java");
    String js = textOf("mjs");
    String php = textOf("php");
    String cs = textOf("cs");
    Map<String, byte[]> tricks = new LinkedHashMap<>();
    tricks.put("plain.c", bytes(c));
    tricks.put("one_cr.c", bytes("/* \r */" + c));
    tricks.put("many_cr.c", bytes("/* " + "\r".repeat(300) + " */" + c));
    tricks.put("many_cr.py", bytes("#" + "\r#".repeat(300) + "\n" + py));
    tricks.put("crcrlf.c", bytes(c.replace("\n", "\r\r\n")));
    tricks.put("crlf.c", bytes(c.replace("\n", "\r\n")));
    tricks.put("mac.c", bytes(c.replace("\n", "\r")));
    tricks.put("mac.py", bytes(py.replace("\n", "\r")));
    tricks.put(
        "mac_long.c",
        bytes(("/* " + "x".repeat(60) + " */\r").repeat(400) + c.replace("\n", "\r")));
    tricks.put("nul.c", bytes("/* \0 */" + c));
    tricks.put("nuls.c", bytes(c.replace(" = ", "\0=\0")));
    tricks.put("nul_run.c", bytes("/* " + "\0".repeat(3_000) + " */" + c));
    tricks.put(
        "nul_late.c", bytes(("/* " + "x".repeat(60) + " */\n").repeat(200) + c + "/* \0\r */"));
    tricks.put("ctrl_z.c", bytes(c + "\u001a"));
    tricks.put("form_feed.py", bytes("\f\n" + py));
    tricks.put("bom.c", bytes("\uFEFF" + c));
    tricks.put("latin1.c", bytes("/* ", 0xe9, " */", c));
    for (String charset : List.of("UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE")) {
      tricks.put(charset + ".c", in(charset, c));
      tricks.put(charset + "_bom.java", in(charset, "\uFEFF" + java));
      tricks.put(
          charset + "_chinese.c", in(charset, "// \u8fd9\u662f\u4e2d\u6587\n".repeat(9) + c));
    }
    tricks.put("feff.php", bytes(0xfe, 0xff, php));
    tricks.put("fffe.php", bytes(0xff, 0xfe, php));
    tricks.put("u3000.mjs", bytes(js.replace(" ", "\u3000")));
    tricks.put("nbsp.mjs", bytes(js.replace(" ", "\u00a0")));
    tricks.put("mixed.cs", bytes(cs.replace(" = ", "\u2003=\u205f").replace("(", "(\u3000")));
    tricks.put("newlines.cs", bytes(cs.replace("\n", " //\u2028")));
    tricks.put("zero_width.c", bytes(c.replace(" = ", " \u200b= \u2060")));
    tricks.put("escapes.java", bytes(escaped(java, "\\u")));
    tricks.put("more_escapes.java", bytes(escaped(java, "\\uuu")));
    tricks.put("escaped_lines.java", bytes("// " + java.replace("\n", "\\u000a")));
    tricks.put("prompts.py", bytes(py.replaceAll("(?m)^(?=.)", ">>> ")));
    tricks.put(
        "strings.c",
        bytes("char *s[] = {\n" + c.replaceAll("(?m)^(.+)$", "\"$1\\\\n\",") + "};\n"));
    return tricks;
  }

  private static byte[] run(Path repository, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("git", "-c", "user.name=T", "-c", "user.email=t@example.org"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(repository.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.getInputStream().readAllBytes();
  }

  private Path repository(Map<String, byte[]> before, Map<String, byte[]> after)
      throws IOException {
    Path repository = temp.resolve("repository");
    Files.createDirectories(repository.resolve("src"));
    run(repository, "init", "-q", "-b", "main");
    Files.writeString(repository.resolve("README"), "x\n");
    write(repository, before);
    run(repository, "add", "-A");
    run(repository, "commit", "-qm", "base");
    write(repository, after);
    return repository;
  }

  private static void write(Path repository, Map<String, byte[]> files) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(repository.resolve("src").resolve(file.getKey()), file.getValue());
    }
  }

  private Ringfence.Result scan(Path repository, String source) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("scan", index.toString()));
    switch (source) {
      case "range" -> {
        run(repository, "add", "-A");
        run(repository, "commit", "-qm", "more");
        arguments.addAll(List.of("--diff", "HEAD~1..HEAD"));
      }
      case "staged" -> {
        run(repository, "add", "-A");
        arguments.add("--staged");
      }
      case "working tree" -> arguments.add("--working-tree");
      default -> {
        run(repository, "add", "-A");
        Path patch = temp.resolve("a.patch");
        Files.write(patch, run(repository, "diff", "--cached", "HEAD"));
        arguments.add(patch.toString());
      }
    }
    if (!source.equals("patch")) {
      arguments.addAll(List.of("--repo", repository.toString()));
    }
    arguments.addAll(List.of("--format", "json", "--fail-on", "note"));
    return Ringfence.run(arguments.toArray(String[]::new));
  }

  private static Map<String, List<JsonNode>> findings(Ringfence.Result result) {
    Map<String, List<JsonNode>> byPath = new TreeMap<>();
    for (JsonNode finding : JsonMapper.shared().readTree(result.out()).path("findings")) {
      byPath
          .computeIfAbsent(finding.path("hunk").path("path").asString(), _ -> new ArrayList<>())
          .add(finding);
    }
    return byPath;
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "staged", "working tree", "patch"})
  void aCopyIsFoundHoweverItIsWritten(String source) throws IOException {
    Map<String, byte[]> tricks = tricks();
    if (source.equals("patch")) {
      // git shows no text of these; what a patch then says is the parser's to judge.
      tricks.keySet().removeIf(name -> name.contains("UTF-") || name.contains("nul"));
    }
    Ringfence.Result result = scan(repository(Map.of(), tricks), source);
    assertEquals(1, result.status(), result.out() + result.err());
    Map<String, List<JsonNode>> found = findings(result);
    List<String> lost = new ArrayList<>(tricks.keySet());
    lost.removeIf(name -> found.containsKey("src/" + name));
    assertEquals(List.of(), lost);
  }

  /// The lines of a file in which each letter takes two or four bytes are those of its text.
  @ParameterizedTest
  @ValueSource(strings = {"range", "staged", "working tree"})
  void linesAreThoseOfTheText(String source) throws IOException {
    String old = "/* \u8fd9\u662f */\nint kept(void);\n".repeat(40);
    Map<String, Function<String, byte[]>> encodings = new LinkedHashMap<>();
    encodings.put("a.c", text -> bytes(text));
    encodings.put("b.c", text -> in("UTF-16LE", "\uFEFF" + text));
    encodings.put("c.c", text -> in("UTF-16BE", text));
    encodings.put("d.c", text -> in("UTF-32LE", text));
    encodings.put("e.c", text -> bytes(text.replace("\u662f", "\0\r")));
    Map<String, byte[]> before = new TreeMap<>();
    Map<String, byte[]> after = new TreeMap<>();
    encodings.forEach((name, encode) -> {
      before.put(name, encode.apply(old));
      after.put(name, encode.apply(old + textOf("c") + old));
    });
    Map<String, List<JsonNode>> found = findings(scan(repository(before, after), source));
    assertEquals(5, found.size(), found.keySet().toString());
    List<JsonNode> plain = Objects.requireNonNull(found.get("src/a.c"));
    int first = plain.getFirst().path("hunk").path("lines").path(0).path("first").asInt();
    assertTrue(first >= 81 && first <= 85, "line " + first);
    found.forEach((path, findings) -> {
      assertEquals(1, findings.size(), path);
      assertEquals(
          plain.getFirst().path("hunk").path("lines"),
          findings.getFirst().path("hunk").path("lines"),
          path);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"range", "staged", "working tree"})
  void whatMayBeCodeAndCannotBeReadIsIncomplete(String source) throws IOException {
    byte[] noise = new byte[6_000];
    new Random(5).nextBytes(noise);
    Map<String, byte[]> code =
        Map.of(
            "blob.py", noise,
            "install", bytes("#!/bin/sh\n", noise),
            "mixed.c", bytes(in("UTF-16LE", textOf("c").substring(0, 400)), "int a;\n".repeat(40)));
    Ringfence.Result result = scan(repository(Map.of(), code), source);
    assertEquals(3, result.status(), result.out());
    code.keySet().forEach(name -> assertTrue(result.out().contains("src/" + name), name));
  }

  @Test
  void dataIsNoCode() throws IOException {
    byte[] noise = new byte[6_000];
    new Random(5).nextBytes(noise);
    Map<String, byte[]> data = new TreeMap<>();
    data.put("a.png", bytes(in("ISO-8859-1", "\u0089PNG\r\n\u001a\n"), noise));
    for (String name :
        List.of("a.npy", "a.npz", "a.pkl", "a.mat", "a.dat", "a.bin", "a.so", "a.wasm", "blob")) {
      data.put(name, noise);
    }
    Ringfence.Result result = scan(repository(Map.of(), data), "range");
    assertEquals(0, result.status(), result.out());
    assertTrue(result.out().contains("binary content"));
    assertFalse(result.out().contains("\"incomplete\":true"));
  }
}
