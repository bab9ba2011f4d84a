using System.Globalization;
using System.IO.Compression;
using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Tests.Delivery;
using TradingLogging.Forwarding.Transports;
using Xunit;

namespace TradingLogging.Forwarding.Tests;

/// <summary>The public face over a real log; only the receiver and the clock are the test's.</summary>
public sealed class EventForwarderTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("forwarder-");
    private readonly FakeTime _time = new();
    private readonly LineReceiver _receiver = new();
    private readonly List<string> _warnings = [];
    private int _written;

    private string Log => Path.Combine(_directory.FullName, "trades.log");

    private ForwarderState State => Assert.Single(ForwarderState.ReadAll(_directory.FullName));

    public void Dispose()
    {
        _time.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void What_was_sent_is_not_sent_again_by_the_next_start()
    {
        Write(30);
        Assert.Equal(30, Make().SendOnce(_time.Cancellation).Events);
        Write(12);

        Assert.Equal(12, Make().SendOnce(_time.Cancellation).Events);

        Assert.Equal(ReadLog(), _receiver.Lines);
        Assert.Equal(42, _receiver.Ids.Distinct().Count());
        Assert.Empty(_warnings);
    }

    [Fact]
    public void After_a_reset_everything_is_sent_again_under_the_same_ids()
    {
        Write(30);
        Make().SendOnce(_time.Cancellation);

        Assert.True(ForwarderReset.Resend(_directory.FullName, "default"));
        Assert.Equal(30, State.LagEvents);
        Make().SendOnce(_time.Cancellation);

        Assert.Equal(60, _receiver.Ids.Count);
        Assert.Equal(_receiver.Ids.Take(30), _receiver.Ids.Skip(30));
        Assert.Empty(_warnings);
    }

    [Fact]
    public void A_removed_forwarder_is_gone()
    {
        Write(30);
        Make().SendOnce(_time.Cancellation);

        Assert.True(ForwarderReset.Remove(_directory.FullName, "default"));

        Assert.Empty(ForwarderState.ReadAll(_directory.FullName));
    }

    [Fact]
    public void The_state_joins_what_was_done_with_what_is_still_to_be_sent()
    {
        Write(30);
        Make().SendOnce(_time.Cancellation);
        Write(5);

        ForwarderState state = State;

        Assert.Equal((30, 5, false), (state.Events, state.LagEvents, state.IsRunning));
        Assert.True(state.LagBytes > 0);
        Assert.NotNull(state.OldestUnsent);
    }

    [Fact]
    public void A_damaged_line_goes_to_the_dead_letters_and_blocks_nothing()
    {
        Write(3);
        File.AppendAllText(Log, "\0\0\0 torn by a power cut\n");
        Write(3);

        ForwardSummary summary = Make().SendOnce(_time.Cancellation);

        Assert.Equal((6, 1), (summary.Events, summary.DeadLetters));
        DeadLetterRecord letter = Assert.Single(DeadLetterLog.Read(_directory.FullName, "default"));
        Assert.Equal((Log, 4), (letter.File, letter.Line));
        Assert.Contains("torn by a power cut", letter.Text, StringComparison.Ordinal);
        Assert.Equal((1, new FileInfo(State.DeadLetterPath).Length), (State.DeadLetters, State.DeadLetterBytes));
        Assert.Equal(0, State.LagBytes);
    }

    [Fact]
    public void An_unfinished_line_waits_for_its_end()
    {
        Write(3);
        File.AppendAllText(Log, """{"timestamp":"2026-11-29T10:00:09Z",""");
        Assert.Equal(3, Make().SendOnce(_time.Cancellation).Events);
        File.AppendAllText(Log, """ "action":"LAST"}""" + "\n");

        Assert.Equal(1, Make().SendOnce(_time.Cancellation).Events);

        Assert.Equal(ReadLog(), _receiver.Lines);
    }

    [Fact]
    public void The_same_name_does_not_run_twice_and_another_one_does()
    {
        Write(3);
        bool wasRunning = false;
        _receiver.Taken = () =>
        {
            wasRunning = State.IsRunning == true;
            var exception = Assert.ThrowsAny<IOException>(() => Make().SendOnce(_time.Cancellation));
            Assert.Contains("runs already", exception.Message, StringComparison.Ordinal);
            Assert.ThrowsAny<IOException>(() => ForwarderReset.Resend(_directory.FullName, "default"));
            _receiver.Taken = () => { };
            Assert.Equal(3, Make("second").SendOnce(_time.Cancellation).Events);
        };

        Make().SendOnce(_time.Cancellation);

        Assert.True(wasRunning);
        Assert.Equal(6, _receiver.Lines.Count);
        Assert.All(ForwarderState.ReadAll(_directory.FullName), state => Assert.False(state.IsRunning));
    }

    [Fact]
    public void Following_goes_through_a_rotation()
    {
        Write(5);
        _time.Waited = () =>
        {
            if (_written == 5)
            {
                Write(2);
                File.Move(Log, Log + ".2026-11-29");
                Write(4);
            }
            else if (_receiver.Lines.Count == 11)
            {
                _time.Cancel();
            }
        };

        Make().Follow(_time.Cancellation);

        Assert.Equal(Enumerable.Range(0, 11).Select(Line), _receiver.Lines);
    }

    [Fact]
    public void A_log_that_is_not_there_yet_is_nothing_to_be_sent_and_its_directory_is_named()
    {
        Assert.Equal(0, Make().SendOnce(_time.Cancellation).Events);

        string warning = Assert.Single(_warnings);
        Assert.StartsWith("There is no trade log in '" + _directory.FullName + "'.", warning, StringComparison.Ordinal);
        Assert.Equal(".trades.log.forward", Assert.Single(_directory.GetFileSystemInfos()).Name);
        Write(1);
        Assert.Equal(1, Make().SendOnce(_time.Cancellation).Events);
        Assert.Single(_warnings);
    }

    [Fact]
    public void Sending_once_fails_over_a_cut_archive_when_all_else_is_sent()
    {
        Write(3);
        Archive(2000);
        byte[] whole = File.ReadAllBytes(Log + ".2026-11-28.gz");
        File.WriteAllBytes(Log + ".2026-11-28.gz", whole[..^20]);

        var exception = Assert.Throws<ForwardException>(() => Make().SendOnce(_time.Cancellation));

        Assert.Contains("trades.log.2026-11-28.gz", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ReadLog(), _receiver.Lines.TakeLast(3));
        Assert.Equal(_receiver.Lines.Count, exception.Summary.Events);
        Assert.Contains("trades.log.2026-11-28.gz", State.LastError, StringComparison.Ordinal);
        Assert.Null(State.LagEvents);
        Assert.Single(_warnings);

        File.WriteAllBytes(Log + ".2026-11-28.gz", whole);
        Make().SendOnce(_time.Cancellation);
        Assert.Equal(2003, _receiver.Lines.Count);
        Assert.Equal(0, State.LagEvents);
    }

    [Theory]
    [InlineData("trades.log", "trades.log.2026-11-28")]
    [InlineData("trades.log.2026-11-28", "trades.log")]
    public void A_link_in_the_place_of_a_file_of_the_log_is_told_of(string link, string other)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "A link needs privileges there.");
        string target = Path.Combine(_directory.FullName, "elsewhere");
        File.WriteAllText(target, Line(5) + "\n");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, link), target);
        File.WriteAllText(Path.Combine(_directory.FullName, other), Line(1) + "\n");

        var exception = Assert.Throws<ForwardException>(() => Make().SendOnce(_time.Cancellation));

        Assert.Contains(link + "'", exception.Message, StringComparison.Ordinal);
        Assert.Equal([Line(1)], _receiver.Lines);
        Assert.Contains(link + "'", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Contains(link + "'", State.LastError, StringComparison.Ordinal);
        Assert.Null(State.LagEvents);
        Assert.Null(State.LagError);

        File.Delete(Path.Combine(_directory.FullName, link));
        Assert.Equal(0, Make().SendOnce(_time.Cancellation).Events);
        Assert.Equal(0, State.LagEvents);
    }

    [Fact]
    public void A_follower_tells_once_of_a_file_that_it_cannot_read_and_goes_on()
    {
        Write(3);
        File.WriteAllText(Log + ".2026-11-28.gz", "this is not gzip at all");
        _time.Waited = () =>
        {
            Write(1);
            if (_time.Waits.Count == 20)
                _time.Cancel();
        };

        Make().Follow(_time.Cancellation);

        Assert.Equal(ReadLog().SkipLast(1), _receiver.Lines);
        Assert.Contains("2026-11-28.gz", Assert.Single(_warnings), StringComparison.Ordinal);
        Assert.Contains("2026-11-28.gz", State.LastError, StringComparison.Ordinal);
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture,
        $$"""{"timestamp":"2026-11-29T10:00:00Z","action":"TEST","n":{{number}}}""");

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
            File.AppendAllText(Log, Line(_written++) + "\n");
    }

    private void Archive(int count)
    {
        using FileStream file = File.Create(Log + ".2026-11-28.gz");
        using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        for (int i = 0; i < count; i++)
            compressed.Write(Encoding.UTF8.GetBytes(Line(100_000 + (i * 7919 % 100_003)) + "\n"));
    }

    private string[] ReadLog() => File.ReadAllLines(Log);

    private EventForwarder Make(string name = "default") => new(
        new ForwarderOptions
        {
            LogDirectory = _directory.FullName,
            Name = name,
            Uri = new Uri("https://receiver.example/"),
            BatchEvents = 10,
        },
        _warnings.Add)
    {
        Time = _time.ToDeliveryTime(),
        OpenTransport = _ => _receiver,
    };

    private sealed class LineReceiver : IEventTransport
    {
        public Action Taken { get; set; } = () => { };

        public List<string> Lines { get; } = [];

        public List<string> Ids { get; } = [];

        public bool IsAcknowledged => true;

        public Task<DeliveryResult> SendAsync(
            EventBatch batch, int start, int count, bool mayCompress, CancellationToken cancellation)
        {
            for (int index = start; index < start + count; index++)
            {
                Lines.Add(Encoding.UTF8.GetString(batch.Line(index)));
                Ids.Add(Encoding.ASCII.GetString(batch.Id(index)));
            }

            Taken();
            return Task.FromResult<DeliveryResult>(new DeliveryResult.Accepted());
        }

        public Task<DeliveryResult> TestAsync(CancellationToken cancellation) =>
            Task.FromResult<DeliveryResult>(new DeliveryResult.Accepted());

        public void Dispose()
        {
        }
    }
}
