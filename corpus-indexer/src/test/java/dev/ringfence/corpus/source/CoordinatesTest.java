package dev.ringfence.corpus.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What names packages follows the grammar of its kind, and nothing else gets near a client.
class CoordinatesTest {
  private static CorpusSource parse(String text) {
    return CorpusSource.parse(text, Path.of(""), false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maven:..:..:x",
        "maven:a:..:1",
        "maven:a:b:..",
        "maven:a:b:1..2",
        "maven:.a:b:1",
        "maven:a.:b:1",
        "maven:-Dx:y:z",
        "maven:x:-y:z",
        "maven:x:y:-z",
        "maven:a/b:c:1",
        "maven:a:b:${x}",
        "maven:a:b:1:jar",
        "maven:a:b:[1,2)",
        "npm:../x",
        "npm:@a/..",
        "npm:-g",
        "npm:x@-g",
        "npm:x@..",
        "npm:a/b",
        "npm:git+ssh:x",
        "npm:x@file:y",
        "npm:x@npm:y",
        "debian:a..b",
        "debian:-o",
        "debian:gsl=-x",
        "debian:gsl=../x",
        "debian:gsl/sid",
        "debian:A",
        "pypi:-r",
        "pypi:..",
        "pypi:a..b",
        "pypi:x==..",
        "pypi:x==1;y",
        "pypi:x>=1",
        "pypi:x[extra]",
        "pypi:x@https://e",
        "git:--upload-pack=x",
        "git:ext::sh -c x",
        "git:fd::3",
        "git:https://e/x@-f",
        "git:https://e/x@a..b",
        "git:https://e/x@a:b",
        "git:https://e/../x",
        "git:ssh://-oProxyCommand=x/y",
        "git:me@-oProxyCommand=x:y",
        "git:ftp://e/x",
        "maven:a:b:1\u202e",
        "npm:x\u0007",
        "dir:a\u001b[2J",
        "archive:x\u2066.tar",
        "git:https://e/x\n",
        "pypi:x\u200b",
      })
  void refused(String text) {
    RingfenceException fault = assertThrows(RingfenceException.class, () -> parse(text));
    assertEquals("source/invalid", fault.diagnostic().category());
    assertFalse(Coordinates.hasHidden(fault.diagnostic().message()), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "maven:org.apache.maven.plugins:maven-jar-plugin:3.4.2",
        "maven:junit:junit:4.13-beta-1",
        "maven:a_b.c-d:x.y:1.0-SNAPSHOT",
        "maven:nz.ac.waikato.cms.weka:weka-stable:3.8.6",
        "maven:a:b:1.0+build-5",
        "npm:lodash",
        "npm:@types/node@20.1.0",
        "npm:JSONStream@1.3.5",
        "npm:x@1.0.0-rc.1+b",
        "npm:x@latest",
        "debian:gsl",
        "debian:libstdc++-x",
        "debian:gsl=2.7.1+dfsg-5+deb12u1",
        "debian:x2=1:2.0~rc1-1",
        "pypi:zope.interface",
        "pypi:numpy==1.26.4",
        "pypi:a==1!2.0.post1",
        "git:https://example.org/a/b.git@v1.2",
        "git:git@example.org:a/b.git",
        "git:ssh://git@example.org:22/a/b@feature/x",
        "git:../numpy@v2.1.0",
        "git:a/b@main~3",
      })
  void taken(String text) {
    assertTrue(parse(text).toString().startsWith(text.substring(0, text.indexOf(':') + 1)));
  }

  @Test
  void aTagOfNpmMoves() {
    assertTrue(parse("npm:x@latest").isMoving() && parse("npm:x").isMoving());
    assertFalse(parse("npm:x@1.2.3").isMoving());
  }

  @Test
  void aListThatIsAnotherFileIsNotShown() {
    RingfenceException fault =
        assertThrows(RingfenceException.class, () -> parse("root:" + "x".repeat(500)));
    assertTrue(fault.diagnostic().message().length() < 150, fault.diagnostic().message());
  }
}
