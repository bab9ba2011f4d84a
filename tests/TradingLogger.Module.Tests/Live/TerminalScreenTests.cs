using System.Management.Automation.Host;
using TradingLogging.PowerShell.Live;
using TradingLogging.PowerShell.Tests.Output;
using Xunit;

namespace TradingLogging.PowerShell.Tests.Live;

public sealed class TerminalScreenTests
{
    private static readonly Size Size = new(80, 24);

    private readonly Screen _terminal = new(Size);

    [Fact]
    public void A_frame_is_written_over_the_one_before_in_one_go()
    {
        using var screen = new TerminalScreen(_terminal);

        screen.Show(["one", "two"], Size);
        screen.Show(["three"], Size);

        Assert.Equal(
            [
                "\e[?1049h\e[?25l\e[?7l\e[?2026h\e[Hone\e[K\r\ntwo\e[K\e[J\e[?2026l",
                "\e[?2026h\e[Hthree\e[K\e[J\e[?2026l",
            ],
            _terminal.Written);
    }

    [Fact]
    public void What_has_not_changed_is_not_written_again_but_in_a_window_of_another_size()
    {
        using var screen = new TerminalScreen(_terminal);

        screen.Show(["one"], Size);
        screen.Show(["one"], Size);
        Assert.Single(_terminal.Written);
        screen.Show(["one"], new Size(81, 24));

        Assert.Equal(2, _terminal.Written.Count);
    }

    [Fact]
    public void At_the_end_the_terminal_is_as_it_was()
    {
        var screen = new TerminalScreen(_terminal);
        screen.Show(["one"], Size);

        screen.Dispose();
        screen.Dispose();

        Assert.Equal(2, _terminal.Written.Count);
        Assert.Equal("\e[?7h\e[?25h\e[?1049l", _terminal.Written[^1]);
    }

    [Fact]
    public void A_terminal_that_nothing_was_shown_on_is_left_alone()
    {
        new TerminalScreen(_terminal).Dispose();

        Assert.Empty(_terminal.Written);
    }

    [Fact]
    public void A_terminal_that_is_gone_hides_no_error()
    {
        var screen = new TerminalScreen(_terminal);
        screen.Show(["one"], Size);
        _terminal.Fault = new HostException("gone");

        screen.Dispose();

        Assert.Throws<HostException>(() => screen.Show(["two"], Size));
    }
}
