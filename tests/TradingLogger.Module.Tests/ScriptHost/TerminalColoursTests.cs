using TradingLogging.ScriptHost;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class TerminalColoursTests
{
    [Theory]
    [InlineData(true, false, "xterm", null)]
    [InlineData(true, false, "xterm", "")]
    [InlineData(false, false, "xterm", "1")]
    [InlineData(false, false, "dumb", null)]
    [InlineData(false, false, null, null)]
    [InlineData(false, true, "xterm", null)]
    public void Colours_are_for_terminals_without_NO_COLOR(bool wanted, bool isRedirected, string? term, string? noColor)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No colours on a Windows console.");

        Assert.Equal(wanted, TerminalColours.AreWanted(isRedirected, name => name == "TERM" ? term : noColor));
    }

    [Fact]
    public void A_text_that_names_no_colour_stays_as_it_is() =>
        Assert.Equal("x", TerminalColours.Paint("x", TerminalColours.Unset, TerminalColours.Unset));

    [Fact]
    public void A_text_has_the_colours_it_names() =>
        Assert.Equal("\e[92m\e[41mx\e[0m", TerminalColours.Paint("x", ConsoleColor.Green, ConsoleColor.DarkRed));

    [Fact]
    public void A_plain_text_has_no_sequences_left() =>
        Assert.Equal("ab", TerminalColours.Plain("\e[31ma\e[0mb"));
}
