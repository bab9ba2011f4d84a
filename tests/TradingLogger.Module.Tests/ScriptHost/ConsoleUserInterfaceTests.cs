using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using TradingLogging.ScriptHost;
using Xunit;

namespace TradingLogging.PowerShell.Tests.ScriptHost;

public sealed class ConsoleUserInterfaceTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    [Fact]
    public void Progress_gives_way_to_other_output_and_vanishes_when_complete()
    {
        var ui = Interface(colours: true);

        ui.WriteProgress(0, new ProgressRecord(1, "Replay", "bar\n7") { PercentComplete = 50 });
        ui.WriteLine("line");
        ui.WriteProgress(0, new ProgressRecord(1, "Replay", "bar 8"));
        ui.WriteProgress(0, new ProgressRecord(1, "Replay", "end") { RecordType = ProgressRecordType.Completed });

        Assert.Equal("Replay: bar 7 50%\r\e[KReplay: bar 8\r\e[K", _error.ToString());
        Assert.Equal("line\n", _output.ToString());
    }

    [Fact]
    public void Progress_fits_the_window()
    {
        var ui = Interface(colours: true);

        ui.WriteProgress(0, new ProgressRecord(1, new string('x', 1000), "status"));

        Assert.Equal(ui.RawUI.WindowSize.Width - 1, _error.ToString().Length);
    }

    [Fact]
    public void A_stream_without_colours_gets_neither_sequences_nor_progress()
    {
        var ui = Interface(colours: false);

        ui.WriteProgress(0, new ProgressRecord(1, "Replay", "bar 7"));
        ui.Write(ConsoleColor.Red, ConsoleColor.Black, "red ");
        ui.WriteErrorLine("\e[31mbad\e[0m");

        Assert.False(ui.SupportsVirtualTerminal);
        Assert.Equal("red ", _output.ToString());
        Assert.Equal("bad\n", _error.ToString());
    }

    [Fact]
    public void Every_question_is_refused()
    {
        var ui = Interface(colours: false);
        var host = new ConsoleHost(ui);
        Action[] questions =
        [
            () => ui.ReadLine(),
            () => ui.ReadLineAsSecureString(),
            () => ui.Prompt("", "", new Collection<FieldDescription>()),
            () => ui.PromptForChoice("", "", new Collection<ChoiceDescription>(), 0),
            () => ui.PromptForCredential("", "", "", ""),
            () => ui.PromptForCredential("", "", "", "", PSCredentialTypes.Default, PSCredentialUIOptions.Default),
            () => ui.RawUI.ReadKey(),
            host.EnterNestedPrompt,
            host.ExitNestedPrompt,
        ];

        Assert.All(questions, question => Assert.Throws<HostException>(question));
    }

    [Fact]
    public void There_is_no_screen_to_move_on()
    {
        var raw = Interface(colours: false).RawUI;
        Action[] moves =
        [
            () => raw.WindowSize = new Size(80, 25),
            () => raw.BufferSize = new Size(80, 25),
            () => raw.WindowPosition = new Coordinates(0, 0),
            () => raw.CursorPosition = new Coordinates(0, 0),
            () => raw.CursorSize = 100,
            () => raw.GetBufferContents(new Rectangle(0, 0, 1, 1)),
            () => raw.SetBufferContents(new Rectangle(0, 0, 1, 1), new BufferCell()),
            () => raw.SetBufferContents(new Coordinates(0, 0), raw.NewBufferCellArray(1, 1, new BufferCell())),
            () => raw.ScrollBufferContents(default, default, default, default),
        ];

        Assert.All(moves, move => Assert.Throws<HostException>(move));
    }

    [Fact]
    public void A_script_may_look_at_the_screen_and_name_its_window()
    {
        var raw = Interface(colours: false).RawUI;

        raw.WindowTitle = "session";
        raw.FlushInputBuffer();

        Assert.Equal("session", raw.WindowTitle);
        Assert.Equal(raw.WindowSize, raw.BufferSize);
        Assert.Equal(raw.WindowSize, raw.MaxWindowSize);
        Assert.Equal(raw.WindowSize, raw.MaxPhysicalWindowSize);
        Assert.Equal((default, default, 0), (raw.WindowPosition, raw.CursorPosition, raw.CursorSize));
        Assert.False(raw.KeyAvailable);
    }

    public void Dispose()
    {
        _output.Dispose();
        _error.Dispose();
    }

    private ConsoleUserInterface Interface(bool colours) =>
        new(new ConsoleStream(_output, colours), new ConsoleStream(_error, colours));
}
