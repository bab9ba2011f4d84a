using System.Text.RegularExpressions;
using System.Xml.Linq;
using TradingLogging.PowerShell.Tests.Hosting;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Documentation;

public sealed partial class PictureTests
{
    private const string LeftOut = "⋮";

    [Fact]
    public void The_picture_shows_what_the_sample_prints()
    {
        using var directory = new TemporaryDirectory();
        XNamespace svg = "http://www.w3.org/2000/svg";
        string[] picture = [.. XDocument.Load(RepositoryRoot.File("docs/images/trading-session.svg")).Descendants(svg + "text").Select(line => line.Value)];

        var result = HostProcess.Run([RepositoryRoot.File("samples/trading-session.ps1")], directory.FullName);

        // Empty lines have no text in the picture.
        string[] printed = [.. result.OutputLines.Where(line => line.Length > 0).Select(Placeless)];
        Assert.Equal("$ " + Document.Readme.Block("console").Text.Split('\n')[0], picture[0]);
        var gap = Array.IndexOf(picture, LeftOut);
        Assert.Equal(printed[..(gap - 1)], picture[1..gap].Select(Placeless));
        Assert.Equal(printed[^(picture.Length - gap - 1)..], picture[(gap + 1)..].Select(Placeless));
    }

    private static string Placeless(string line) => Directories().Replace(TimelessText.Of(line), ": ");

    [GeneratedRegex(@": .*[/\\](?=[a-z]+\.log$)")]
    private static partial Regex Directories();
}
