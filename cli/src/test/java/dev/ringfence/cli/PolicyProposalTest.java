package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.scanner.policy.PolicyFile;
import dev.ringfence.scanner.policy.Ring;
import dev.ringfence.scanner.policy.ZonePolicy;
import dev.ringfence.testkit.TestRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyProposalTest {
  @TempDir Path temp;
  private TestRepository repository;

  @BeforeEach
  void init() throws IOException {
    repository = new TestRepository(temp);
  }

  private void file(String path, String text) throws IOException {
    repository.write(path, text);
  }

  private String propose() {
    Ringfence.Result result = Ringfence.run("policy", "init", "--repo", temp.toString());
    assertEquals(0, result.status(), result.err());
    return result.out();
  }

  private void makeRepository() throws IOException {
    file("LICENSE", "MIT License\n\nPermission is hereby granted, free of charge, to any person");
    file("pkg/core/__init__.py", "");
    file("pkg/core/array.py", "x = 1\n");
    file("pkg/include/pkg/array.h", "int a;\n");
    for (String user : List.of("a", "b", "c", "d")) {
      file("pkg/" + user + "/use.py", "from pkg.core import array\nfrom ..core import array\n");
      file("pkg/" + user + "/native.c", "#include \"pkg/array.h\"\n#include <stdio.h>\n");
    }
    // Tests use everything, and say nothing about what matters.
    for (int i = 0; i < 20; i++) {
      file("pkg/d/tests/test_" + i + ".py", "from pkg.d import use\n");
    }
    file("third_party/zlib/zlib.h", "int z;\n");
    file("docs/index.rst", "text\n");
    file(".github/workflows/ci.yml", "on: push\n");
  }

  @Test
  void proposesWhatOthersBuildUpon() throws IOException {
    makeRepository();
    repository.commit(LocalDate.of(2024, 1, 1));
    for (int i = 1; i <= 9; i++) {
      file("pkg/core/array.py", "x = " + i + "\n");
      repository.commit(LocalDate.of(2025, i, 1));
    }
    String text = propose();
    ZonePolicy policy = PolicyFile.parse("p", text);
    assertEquals(Ring.INNER, policy.place("pkg/core/array.py").ring(), text);
    assertEquals(Ring.INNER, policy.place("pkg/include/pkg/array.h").ring(), text);
    assertEquals(Ring.MIDDLE, policy.place("pkg/d/use.py").ring(), text);
    assertEquals(Ring.MIDDLE, policy.place("pkg/d/tests/test_1.py").ring());
    assertEquals(Ring.OUTER, policy.place("docs/index.rst").ring());
    assertTrue(policy.place("third_party/zlib/zlib.h").ignored());
    assertEquals(Optional.of("MIT"), policy.projectLicense());
    assertTrue(
        text.lines()
            .anyMatch(line ->
                line.matches(
                    "#   pkg/core: 2 files, used by 4 elsewhere, mean blast radius \\d+, touched 10"
                        + " times in three years")),
        text);
  }

  @Test
  void saysWhatItCannotTell() throws IOException {
    file("a.py", "x = 1\n");
    repository.commit(LocalDate.of(2024, 1, 1));
    String text = propose();
    assertTrue(text.contains("name the inner ring yourself"), text);
    assertTrue(text.contains("no known license text at the root"), text);
    assertEquals(Ring.MIDDLE, PolicyFile.parse("p", text).place("a.py").ring());
  }
}
