package dev.ringfence.scanner.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PolicyProposalTest {
  private final List<PolicyProposal.SourceText> files = new ArrayList<>();

  private void file(String path, String text) {
    files.add(new PolicyProposal.SourceText(path, text));
  }

  private void makeRepository() {
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
  void proposesWhatOthersBuildUpon() {
    makeRepository();
    String text = new PolicyProposal(files, Map.of("pkg/core/array.py", 7)).render();
    ZonePolicy policy = PolicyFile.parse("p", text);
    assertEquals(Ring.INNER, policy.place("pkg/core/array.py").ring(), text);
    assertEquals(Ring.INNER, policy.place("pkg/include/pkg/array.h").ring(), text);
    assertEquals(Ring.MIDDLE, policy.place("pkg/d/use.py").ring(), text);
    assertEquals(Ring.MIDDLE, policy.place("pkg/d/tests/test_1.py").ring());
    assertEquals(Ring.OUTER, policy.place("docs/index.rst").ring());
    assertTrue(policy.place("third_party/zlib/zlib.h").ignored());
    assertEquals(Optional.of("MIT"), policy.projectLicense());
    assertTrue(text.contains("#   pkg/core: 2 files, used by 4 elsewhere, touched 7 times"), text);
  }

  @Test
  void saysWhatItCannotTell() {
    file("a.py", "x = 1\n");
    String text = new PolicyProposal(files, Map.of()).render();
    assertTrue(text.contains("name the inner ring yourself"), text);
    assertTrue(text.contains("no known license text at the root"), text);
    assertEquals(Ring.MIDDLE, PolicyFile.parse("p", text).place("a.py").ring());
  }
}
