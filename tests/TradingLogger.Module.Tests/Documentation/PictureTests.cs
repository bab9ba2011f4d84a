using System.Text.RegularExpressions;
using System.Xml.Linq;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class PictureTests
{
    private const char NoBreakSpace = '\u00a0';

    [Fact]
    public void The_picture_of_the_README_shows_what_its_commands_print()
    {
        using var directory = new TemporaryDirectory();
        XNamespace svg = "http://www.w3.org/2000/svg";
        string[] picture =
        [
            .. XDocument.Load(RepositoryRoot.File("docs/images/trading-session.svg")).Descendants(svg + "text")
                .Select(line => Comparable(line.Value.Replace(NoBreakSpace, ' '))),
        ];

        var result = HostProcess.Run([RepositoryRoot.File("docs/images/terminal-session.ps1")], directory.FullName);

        // Empty lines have no text in the picture.
        Assert.Equal(result.OutputLines.Select(Comparable).Where(line => line.Length > 0), picture);
    }

    private static string Comparable(string line) => Moment().Replace(line, "<time>").TrimEnd();

    [GeneratedRegex(@"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{3})?")]
    private static partial Regex Moment();
}
