package dev.ringfence.scanner.blast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoverageTest {
  @TempDir Path temp;

  private Coverage read(String text) throws IOException {
    return Coverage.read(List.of(Files.writeString(temp.resolve("coverage"), text)));
  }

  @Test
  void readsLcov() throws IOException {
    Coverage coverage =
        read("TN:\nSF:/home/x/repo/src/a.c\nDA:1,5\nDA:2,0\nDA:3,1,abc\nDA:4,0\nend_of_record\n");
    assertEquals(0.5, coverage.of("src/a.c").orElseThrow());
    assertTrue(coverage.of("src/b.c").isEmpty());
    assertTrue(coverage.of("a.c").isPresent());
  }

  @Test
  void readsCobertura() throws IOException {
    Coverage coverage =
        read(
            """
            <?xml version="1.0" ?>
            <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
            <coverage><packages><package name="pkg"><classes>
            <class name="a" filename="pkg/a.py"><methods/><lines>
            <line number="1" hits="2"/><line number="2" hits="0"/></lines></class>
            </classes></package></packages></coverage>
            """);
    assertEquals(0.5, coverage.of("src/pkg/a.py").orElseThrow());
  }

  @Test
  void readsJacoco() throws IOException {
    Coverage coverage =
        read(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
            <report name="x"><package name="a/b"><class name="a/b/X" sourcefilename="X.java"/>
            <sourcefile name="X.java"><line nr="3" mi="0" ci="2" mb="0" cb="0"/>
            <line nr="4" mi="3" ci="0" mb="0" cb="0"/><line nr="5" mi="0" ci="1" mb="0" cb="0"/>
            <line nr="6" mi="0" ci="1" mb="0" cb="0"/></sourcefile></package></report>
            """);
    assertEquals(0.75, coverage.of("core/src/main/java/a/b/X.java").orElseThrow());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "<html>",
        "<a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><class filename=\"f\"/><line number=\"&x;\" hits=\"1\"/></a>",
        "SF:a.c\nDA:99999999999999,1\n"
      })
  void refusesWhatIsNone(String text) {
    RingfenceException fault = assertThrows(RingfenceException.class, () -> read(text));
    assertTrue(fault.diagnostic().render("error").contains("LCOV"), fault.toString());
  }
}
