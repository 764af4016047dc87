package dev.ringfence.corpus.license;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ListedNamesTest {
  @Test
  void theNamesAreThoseOfTheList() throws IOException {
    JsonNode list =
        JsonMapper.shared()
            .readTree(
                Files.readString(
                    Path.of("target/spdx/resources/stdlicenses/licenses.json"),
                    StandardCharsets.UTF_8));
    TreeSet<String> expected = new TreeSet<>();
    for (JsonNode entry : list.path("licenses")) {
      if (!entry.path("isDeprecatedLicenseId").asBoolean()) {
        expected.add(entry.path("licenseId").asString() + "\t" + entry.path("name").asString());
      }
    }
    try (InputStream in = ListedNames.class.getResourceAsStream(ListedNames.RESOURCE)) {
      List<String> names =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().sorted().toList();
      assertEquals(List.copyOf(expected), names);
    }
  }
}
