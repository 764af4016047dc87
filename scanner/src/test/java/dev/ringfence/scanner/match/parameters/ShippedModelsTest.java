package dev.ringfence.scanner.match.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A report names the models by digests that are shipped beside them: run `sha256sum idioms.bin
/// phrases.bin > models.sha256` where a model has changed.
class ShippedModelsTest {
  @TempDir Path temp;

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = MatchParameters.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }

  @Test
  void theDigestsAreThoseOfTheModels() throws IOException {
    MatchIdentity shipped = MatchParameters.load(MatchFiles.SHIPPED).identity();
    assertEquals("sha256:" + DigestUtils.sha256Hex(bytes("idioms.bin")), shipped.idioms());
    assertEquals("sha256:" + DigestUtils.sha256Hex(bytes("phrases.bin")), shipped.phrases());
  }

  @Test
  void aModelInThePlaceOfOneHasItsOwnDigest() throws IOException {
    byte[] own = IdiomModel.encode(new long[] {17, 1L << 40}, new double[] {1, 2});
    Path file = Files.write(temp.resolve("own.bin"), own);
    MatchIdentity identity =
        MatchParameters.load(new MatchFiles(Optional.empty(), Optional.of(file), Optional.empty()))
            .identity();
    assertEquals("sha256:" + DigestUtils.sha256Hex(own), identity.idioms());
    assertEquals(1, identity.replaced().size());
  }
}
