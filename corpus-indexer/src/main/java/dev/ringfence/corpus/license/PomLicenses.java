package dev.ringfence.corpus.license;

import dev.ringfence.corpus.license.LicenseEvidence.Method;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.helpers.DefaultHandler;

/// The licenses that a Maven POM names.
public final class PomLicenses {
  /// A POM's license evidence and, where it has none, its parent.
  ///
  /// @param evidence what the `licenses` element says; several licenses are read as a choice, as
  ///   Maven documents it
  /// @param parent `group:artifact:version` of the parent
  public record Pom(Optional<LicenseEvidence> evidence, Optional<String> parent) {}

  private PomLicenses() {}

  /// Reads a POM; one that is no XML says nothing. No entity or DTD is followed.
  public static Pom read(String path, byte[] xml) {
    Element project;
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The default prints faults of strangers' files on standard error.
      builder.setErrorHandler(new DefaultHandler());
      project = builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (org.xml.sax.SAXException
        | java.io.IOException
        | javax.xml.parsers.ParserConfigurationException e) {
      return new Pom(Optional.empty(), Optional.empty());
    }
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Element licenses : children(project, "licenses")) {
      for (Element license : children(licenses, "license")) {
        String name = text(license, "name");
        String url = text(license, "url");
        names.add(name.isEmpty() ? url : name);
        LicenseNames.toSpdx(name).or(() -> LicenseNames.toSpdx(url)).ifPresent(ids::add);
      }
    }
    Optional<String> parent =
        children(project, "parent").stream()
            .findFirst()
            .map(p -> text(p, "groupId") + ":" + text(p, "artifactId") + ":" + text(p, "version"));
    if (names.isEmpty()) {
      return new Pom(Optional.empty(), parent);
    }
    String expression =
        ids.size() == names.size() ? String.join(" OR ", ids.stream().distinct().toList()) : "";
    return new Pom(
        Optional.of(
            new LicenseEvidence(
                Method.METADATA, expression, path, 0, "licenses: " + String.join(", ", names))),
        parent);
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return children(parent, name).stream()
        .findFirst()
        .map(e -> e.getTextContent().trim())
        .orElse("");
  }
}
