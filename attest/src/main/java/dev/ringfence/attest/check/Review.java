package dev.ringfence.attest.check;

import dev.ringfence.corpus.diagnostic.Diagnostic;
import dev.ringfence.corpus.diagnostic.RingfenceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A person's last word on a change.
///
/// @param login who
/// @param approves whether it was an approval
/// @param member whether the forge calls them one of the project
public record Review(String login, boolean approves, boolean member) {
  private static final Set<String> MEMBERS = Set.of("OWNER", "MEMBER", "COLLABORATOR");

  /// Reads the reviews of a pull request as GitHub lists them; of each person the last word counts.
  ///
  /// @param label what to call the text
  /// @param text a JSON array; pages may follow one another
  public static List<Review> read(String label, String text) {
    Map<String, Review> last = new LinkedHashMap<>();
    List<JsonNode> reviews = new ArrayList<>();
    try (JsonParser parser = JsonMapper.shared().createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
          throw none(label);
        }
        JsonNode page = parser.readValueAsTree();
        page.forEach(reviews::add);
      }
    } catch (JacksonException noJson) {
      throw none(label);
    }
    for (JsonNode review : reviews) {
      String login = review.path("user").path("login").asString("").toLowerCase(Locale.ROOT);
      String state = review.path("state").asString("");
      // A comment leaves what was said before as it was.
      if (!login.isEmpty() && !state.equals("COMMENTED") && !state.equals("PENDING")) {
        last.put(
            login,
            new Review(
                login,
                state.equals("APPROVED"),
                MEMBERS.contains(review.path("author_association").asString(""))));
      }
    }
    return List.copyOf(last.values());
  }

  private static RingfenceException none(String label) {
    return RingfenceException.usage(
        Diagnostic.of(
                "attest/reviews",
                "this is no list of reviews",
                "give what `gh api --paginate repos/OWNER/REPO/pulls/N/reviews` prints")
            .at(label));
  }
}
