package dev.ringfence.cli.demo;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.StringLiteralExpr;
import com.github.javaparser.ast.stmt.ForStmt;
import com.github.javaparser.ast.stmt.IfStmt;
import com.github.javaparser.ast.stmt.WhileStmt;
import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.ProgressBar;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import dev.ringfence.corpus.index.CorpusAdder;
import dev.ringfence.corpus.index.CorpusIndexWriter;
import dev.ringfence.corpus.index.Role;
import dev.ringfence.corpus.index.Work;
import dev.ringfence.corpus.license.LicenseConclusion;
import dev.ringfence.corpus.license.LicenseHeader;
import dev.ringfence.corpus.source.CorpusSource;
import dev.ringfence.corpus.source.FetchedWork;
import dev.ringfence.corpus.source.SourceFetcher;
import dev.ringfence.corpus.source.SourceFile;
import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.report.TerminalRenderer;
import dev.ringfence.scanner.result.ReportedFinding;
import dev.ringfence.scanner.result.ScanReport;
import dev.ringfence.scanner.scan.ChangeResolver;
import dev.ringfence.scanner.scan.ChangeSource;
import dev.ringfence.scanner.scan.JudgementOptions;
import dev.ringfence.scanner.scan.ResolvedChange;
import dev.ringfence.scanner.scan.ScanEngine;
import dev.ringfence.scanner.scan.ScanProgress;
import dev.ringfence.scanner.scan.ScanRequest;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;

/// The whole way, on two works that are fetched for it: index, a rewritten function, three changes,
/// three verdicts.
public final class Demo {
  private static final CorpusSource.Maven GPL =
      new CorpusSource.Maven("nz.ac.waikato.cms.moa", "moa", "2023.04.0");
  private static final CorpusSource.Maven LGPL =
      new CorpusSource.Maven("net.sf.trove4j", "trove4j", "3.0.3");

  private static final String POLICY =
      """
      version = 1
      project_license = "BSD-3-Clause"
      default_ring = "middle"

      [[zone]]
      name = "core"
      ring = "inner"
      paths = ["src/core/**"]

      [[zone]]
      name = "examples"
      ring = "outer"
      paths = ["examples/**"]
      """;

  private static final String LICENSE =
      "SPDX-License-Identifier: BSD-3-Clause\n\nA project made by `ringfence demo`.\n";

  /// Written for the demonstration: what a clean contribution looks like.
  private static final String CLEAN =
      """
      package org.example.core;

      /** The mean of the last readings of a sensor, with readings that are too old left out. */
      final class RecentMean {
        private final double[] readings;
        private final long[] takenAt;
        private final long maxAgeMillis;
        private int newest = -1;
        private int held;

        RecentMean(int capacity, long maxAgeMillis) {
          this.readings = new double[capacity];
          this.takenAt = new long[capacity];
          this.maxAgeMillis = maxAgeMillis;
        }

        void take(double reading, long nowMillis) {
          newest = (newest + 1) % readings.length;
          readings[newest] = reading;
          takenAt[newest] = nowMillis;
          held = Math.min(held + 1, readings.length);
        }

        double mean(long nowMillis) {
          double sum = 0;
          int fresh = 0;
          for (int back = 0; back < held; back++) {
            int slot = Math.floorMod(newest - back, readings.length);
            if (nowMillis - takenAt[slot] > maxAgeMillis) {
              break;
            }
            sum += readings[slot];
            fresh++;
          }
          return fresh == 0 ? Double.NaN : sum / fresh;
        }
      }
      """;

  private final PrintWriter out;
  private final Path folder;
  private final long seed;
  private final TerminalRenderer terminal;
  private final LocalDate today;

  /// A demonstration in a folder.
  ///
  /// @param seed picks the function and its new names
  /// @param terminal writes its reports
  /// @param today the day it is
  public Demo(PrintWriter out, Path folder, long seed, TerminalRenderer terminal, LocalDate today) {
    this.terminal = terminal;
    this.today = today;
    this.out = out;
    this.folder = folder;
    this.seed = seed;
  }

  /// Runs it; whether every verdict came out as it should.
  public boolean run() throws IOException {
    say("1. Fetch two copyleft works with Maven and index them");
    List<SourceFile> gplFiles = new ArrayList<>();
    Path indexFolder = folder.resolve("index");
    SourceFetcher fetcher = new SourceFetcher(SourceFetcher.defaultCache());
    PrintStream err = System.err;
    try (CorpusIndexWriter writer = CorpusIndexWriter.open(indexFolder)) {
      for (CorpusSource.Maven source : List.of(GPL, LGPL)) {
        try (FetchedWork work = fetcher.fetch(source)) {
          if (source.equals(GPL)) {
            work.forEachFile(entry -> {
              // moa holds permissive files too; the function is to come from a copyleft one.
              if (entry.path().endsWith(".java")) {
                SourceFile file = new SourceFile(entry.path(), entry.bytes(), Optional.empty());
                if (isGpl(file)) {
                  gplFiles.add(file);
                }
              }
              return true;
            });
          }
          Work added =
              new CorpusAdder(writer, err, ProgressBar.stderrIsTerminal())
                  .add(work, source.toString(), "", CorpusAdder.Options.of(Role.COPYLEFT, true));
          String license = added.contents().mainLicense().orElse("none");
          out.printf(
              Locale.ROOT,
              "   %s: %,d files, %,d lines, mostly %s%n",
              added.id(),
              added.contents().files(),
              added.contents().lines(),
              license);
        }
      }
      writer.commit();
    }

    Picked picked = pick(gplFiles);
    AssistantRewrite rewrite = new AssistantRewrite(seed);
    String code = rewrite.rewrite(picked.method());
    say("2. Take a function and rewrite it as an assistant would");
    out.printf(
        "   %s() of %s, lines %d-%d%n",
        picked.method().getNameAsString(), picked.path(), picked.firstLine(), picked.lastLine());
    out.printf(
        "   %d names changed, %d literals changed, %d statements added, new layout, no comments%n",
        rewrite.renames().size(), rewrite.changedLiterals(), rewrite.addedStatements());

    Path repository = folder.resolve("project");
    try (Git git = Git.init().setDirectory(repository.toFile()).setInitialBranch("main").call()) {
      write(repository, "LICENSE", LICENSE);
      write(repository, PolicyFile.NAMES.getFirst(), POLICY);
      write(repository, "src/core/Shapes.java", host("core", "Shapes", ""));
      write(repository, "examples/Tour.java", host("examples", "Tour", ""));
      commit(git, "start");

      say("3. The function lands in the inner ring");
      write(repository, "src/core/Shapes.java", host("core", "Shapes", code));
      commit(git, "core: add a computation");
      ScanReport inner = scan(repository, indexFolder);

      say("4. The same function lands in the outer ring");
      git.reset().setMode(org.eclipse.jgit.api.ResetCommand.ResetType.HARD).setRef("HEAD~1").call();
      write(repository, "examples/Tour.java", host("examples", "Tour", code));
      commit(git, "examples: add a computation");
      ScanReport outer = scan(repository, indexFolder);

      say("5. A change of one's own");
      git.reset().setMode(org.eclipse.jgit.api.ResetCommand.ResetType.HARD).setRef("HEAD~1").call();
      write(repository, "src/core/RecentMean.java", CLEAN);
      commit(git, "core: mean of recent readings");
      ScanReport clean = scan(repository, indexFolder);
      return verdict(inner, outer, clean, picked);
    } catch (GitAPIException e) {
      throw new IOException(
          "the project of the demonstration could not be made: " + e.getMessage(), e);
    }
  }

  private boolean verdict(ScanReport inner, ScanReport outer, ScanReport clean, Picked picked) {
    say("In short");
    boolean found =
        !inner.findings().isEmpty()
            && inner.findings().getFirst().origin().path().equals(picked.path());
    boolean milder =
        found
            && !outer.findings().isEmpty()
            && outer
                    .findings()
                    .getFirst()
                    .severity()
                    .compareTo(inner.findings().getFirst().severity())
                < 0;
    out.printf("   inner ring: %s%n", line(inner));
    out.printf("   outer ring: %s%n", line(outer));
    out.printf("   own code:   %s%n", line(clean));
    out.printf("   index and project are in %s%n", folder);
    out.flush();
    return found && milder && clean.findings().isEmpty();
  }

  private static String line(ScanReport result) {
    if (result.findings().isEmpty()) {
      return "no finding, exit status " + result.exitStatus().code();
    }
    ReportedFinding first = result.findings().getFirst();
    return first.severity().id()
        + ", "
        + first.origin().licenseOr("no stated license")
        + " from "
        + first.origin().work()
        + ", exit status "
        + result.exitStatus().code();
  }

  private static boolean isGpl(SourceFile file) {
    String text = new String(file.bytes(), StandardCharsets.UTF_8);
    return LicenseConclusion.of(LicenseHeader.read(file.path(), text))
        .expression()
        .filter(expression -> expression.startsWith("GPL-"))
        .isPresent();
  }

  private record Picked(String path, MethodDeclaration method, int firstLine, int lastLine) {}

  /// A method of middling size with local names, text and control flow, drawn by the seed.
  private Picked pick(List<SourceFile> files) {
    JavaParser parser =
        new JavaParser(new ParserConfiguration().setLanguageLevel(LanguageLevel.JAVA_17));
    List<Picked> all = new ArrayList<>();
    List<SourceFile> sorted =
        files.stream().sorted(Comparator.comparing(SourceFile::path)).toList();
    for (SourceFile file : sorted) {
      Optional<CompilationUnit> unit =
          parser.parse(new String(file.bytes(), StandardCharsets.UTF_8)).getResult();
      if (unit.isEmpty()) {
        continue;
      }
      for (MethodDeclaration method : unit.get().findAll(MethodDeclaration.class)) {
        if (method.getBody().isEmpty() || method.getRange().isEmpty()) {
          continue;
        }
        int first = method.getRange().get().begin.line;
        int last = method.getRange().get().end.line;
        int locals = method.findAll(VariableDeclarator.class).size();
        int flow =
            method.findAll(ForStmt.class).size()
                + method.findAll(WhileStmt.class).size()
                + method.findAll(IfStmt.class).size();
        boolean hasText = !method.findAll(StringLiteralExpr.class).isEmpty();
        if (last - first >= 24 && last - first <= 50 && locals >= 5 && flow >= 3 && hasText) {
          all.add(new Picked(file.path(), method, first, last));
        }
      }
    }
    // A name that several classes define may well have one body in all of them.
    Map<String, Long> uses =
        all.stream()
            .collect(
                Collectors.groupingBy(p -> p.method().getNameAsString(), Collectors.counting()));
    all.removeIf(p -> uses.getOrDefault(p.method().getNameAsString(), 0L) > 1);
    if (all.isEmpty()) {
      throw RingfenceException.incomplete(
          Diagnostic.of(
              "demo/no-function", "the fetched work holds no fitting function", "report this"));
    }
    return all.get(new Random(seed).nextInt(all.size()));
  }

  private static String host(String name, String type, String code) {
    StringBuilder text = new StringBuilder();
    text.append("package org.example.").append(name).append(";\n\n");
    text.append("/** ").append(type).append(" of the example project. */\n");
    text.append("class ").append(type).append(" {\n");
    text.append("  static double area(double width, double height) {\n");
    text.append("    return width * height;\n  }\n");
    if (!code.isEmpty()) {
      text.append('\n');
      code.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.append("}\n").toString();
  }

  private static void write(Path root, String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(file, text);
  }

  private static void commit(Git git, String message) throws GitAPIException {
    git.add().addFilepattern(".").call();
    git.commit()
        .setMessage(message)
        .setAuthor("Ringfence Demo", "demo@example.org")
        .setCommitter("Ringfence Demo", "demo@example.org")
        .setSign(false)
        .call();
  }

  private ScanReport scan(Path repository, Path indexFolder) throws IOException {
    ResolvedChange change =
        ChangeResolver.resolve(
            new ChangeSource.Commits(repository, "HEAD~1..HEAD"), JudgementOptions.on(today));
    try (ScanEngine engine = ScanEngine.open(indexFolder)) {
      ScanReport report = engine.scan(ScanRequest.of(change), ScanProgress.NONE);
      terminal.render(report).lines().forEach(line -> out.println("   " + line));
      out.flush();
      return report;
    }
  }

  private void say(String text) {
    out.println();
    out.println(text);
    out.flush();
  }
}
