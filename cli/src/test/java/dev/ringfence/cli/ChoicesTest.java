package dev.ringfence.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ringfence.fingerprints.source.Language;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChoicesTest {
  @Test
  void languagesAreKnownByTheNamesThatPeopleWrite() {
    for (String name : List.of("c++", "C#", "js", "ts", "py", "golang", "rs", "rb", "bash")) {
      assertTrue(Choices.language(name).isPresent(), name);
    }
    assertEquals(Optional.of(Language.CPP), Choices.language("C++"));
    assertEquals(Optional.empty(), Choices.language("klingon"));
    for (Language language : Language.values()) {
      assertEquals(Optional.of(language), Choices.language(language.id()));
    }
  }

  @Test
  void completionOffersEveryLanguage() {
    new Choices.Languages().forEach(id -> assertTrue(Language.ofId(id).isPresent(), id));
  }
}
