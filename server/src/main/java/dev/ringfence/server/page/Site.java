package dev.ringfence.server.page;

import java.util.ArrayList;
import java.util.List;

/// What every page shows around its content.
///
/// @param version the version of this program
/// @param pages the pages that one can go to from everywhere
public record Site(String version, List<Page> pages) {
  public Site {
    pages = List.copyOf(pages);
  }

  /// A page.
  ///
  /// @param name what it is called
  /// @param address where it is
  public record Page(String name, String address) {}

  /// The pages of a server.
  ///
  /// @param repository whether it has a repository
  /// @param audits whether it has a folder of audits
  public static Site of(String version, boolean repository, boolean audits) {
    List<Page> pages = new ArrayList<>();
    pages.add(new Page("Check", "/"));
    pages.add(new Page("Index", "/index"));
    if (repository) {
      pages.add(new Page("Repository", "/repository"));
    }
    if (audits) {
      pages.add(new Page("Audits", "/audits"));
    }
    return new Site(version, pages);
  }
}
