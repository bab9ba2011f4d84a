using System.ComponentModel;
using System.Diagnostics;
using TradingLogging.Live.Dashboard;
using Xunit;

namespace TradingLogging.Live.Tests.Dashboard;

public sealed class BrowserEntranceTests
{
    private static readonly Uri Address = new("http://127.0.0.1:8900/path/?token=secret");

    [Fact]
    public void Where_all_see_command_lines_the_browser_gets_a_file_of_its_user_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows shows nobody the command lines of others.");
        ProcessStartInfo? started = null;
        string path;
        using (var entrance = new BrowserEntrance(information => started = information, isWindows: false))
        {
            entrance.Open(Address);

            Assert.DoesNotContain("secret", started!.Arguments, StringComparison.Ordinal);
            path = started.Arguments.Trim('"');
            Assert.Contains($"url={Address}\"", File.ReadAllText(path), StringComparison.Ordinal);
            AssertPrivate(path);
        }

        Assert.False(File.Exists(path));
    }

    [Fact]
    public void Elsewhere_it_gets_the_address()
    {
        ProcessStartInfo? started = null;
        using var entrance = new BrowserEntrance(information => started = information, isWindows: true);

        entrance.Open(Address);

        Assert.Equal((Address.AbsoluteUri, true), (started!.FileName, started.UseShellExecute));
    }

    [Fact]
    public void That_there_is_no_browser_is_an_error_of_its_own()
    {
        using var entrance = new BrowserEntrance(_ => throw new Win32Exception(2), isWindows: true);

        IOException exception = Assert.Throws<IOException>(() => entrance.Open(Address));

        Assert.StartsWith("No browser can be opened: ", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(3, "No browser can be opened: sh ended with exit code 3.")]
    public void That_none_was_found_is_known_by_the_exit_code(int code, string? error)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The shell of Windows says by itself that there is no browser.");
        using var entrance = new BrowserEntrance(
            _ => BrowserEntrance.StartProgram(
                new ProcessStartInfo("sh", $"-c \"exit {code}\"") { UseShellExecute = false }, TimeSpan.FromMinutes(1)),
            isWindows: false);

        Assert.Equal(error, Record.Exception(() => entrance.Open(Address))?.Message);
    }

    private static void AssertPrivate(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(Path.GetDirectoryName(path)!));
    }
}
