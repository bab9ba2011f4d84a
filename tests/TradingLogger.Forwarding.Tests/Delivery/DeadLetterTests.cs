using System.Text;
using TradingLogging.Configuration;
using TradingLogging.Forwarding.Delivery;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports;
using TradingLogging.Reading;
using TradingLogging.Storage.Platform;
using TradingLogging.Tests.Storage;
using Xunit;

namespace TradingLogging.Forwarding.Tests.Delivery;

public sealed class DeadLetterTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("dead-letters-");
    private readonly FakeTime _time = new();

    private string DeadLetterPath => Path.Combine(_directory.FullName, ".trades.log.forward", "main.dead.ndjson");

    public void Dispose()
    {
        _time.Dispose();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public void A_dead_letter_holds_the_exact_line()
    {
        const string Line = "{\"a\": 1.50,  \"b\": \"Zürich \\u2028 \u202e\"} trailing";
        Write(new DeadLetter(new LogLocation("/logs/trades.log", 12, 3045), "It is no JSON object.", Utf8(Line)));

        DeadLetterRecord letter = Assert.Single(Read());

        Assert.Equal(("/logs/trades.log", 12, 3045), (letter.File, letter.Line, letter.Offset));
        Assert.Equal((Line, "It is no JSON object."), (letter.Text, letter.Reason));
        Assert.Null(letter.Bytes);
        Assert.Null(letter.Range);
        Assert.Null(letter.Id);
        Assert.Equal(new DateTimeOffset(2026, 11, 29, 1, 0, 0, TimeSpan.Zero), letter.Time);
        Assert.DoesNotContain('\u202e', File.ReadAllText(DeadLetterPath));
    }

    [Fact]
    public void A_line_that_is_no_text_is_kept_as_bytes()
    {
        byte[] bytes = [0x7B, 0xFF, 0x00, 0x80];
        Write(new DeadLetter(new LogLocation("f", 1, 0), "It is no text.", bytes));

        DeadLetterRecord letter = Assert.Single(Read());

        Assert.Equal(bytes, letter.Bytes);
        Assert.Null(letter.Text);
    }

    [Fact]
    public void Reasons_are_masked()
    {
        Write(new DeadLetter(new LogLocation("f", 1, 0), "Refused: password=hunter22", Utf8("{}")));

        Assert.DoesNotContain("hunter22", File.ReadAllText(DeadLetterPath), StringComparison.Ordinal);
    }

    [Fact]
    public void A_torn_line_spoils_no_later_one_and_is_told_of()
    {
        Write(new DeadLetter(new LogLocation("f", 1, 0), "first", Utf8("{}")));
        File.AppendAllText(DeadLetterPath, "{\"time\":\"2026-");
        Write(new DeadLetter(new LogLocation("f", 2, 3), "second", Utf8("{}")));
        List<string> warnings = [];

        Assert.Equal(["first", "second"], Read(warnings.Add).Select(letter => letter.Reason));
        Assert.Contains("line 2", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_deleted_meanwhile_is_made_anew()
    {
        using var file = new DeadLetterFile(DeadLetterPath, PlatformFiles.Current, _time.ToDeliveryTime());
        file.Add(new DeadLetter(new LogLocation("f", 1, 0), "first", Utf8("{}")));
        file.Sync();
        File.Delete(DeadLetterPath);
        file.Add(new DeadLetter(new LogLocation("f", 2, 3), "second", Utf8("{}")));
        file.Sync();

        Assert.Equal("second", Assert.Single(Read()).Reason);
    }

    [Fact]
    public void A_forwarder_without_dead_letters_has_none()
    {
        Assert.Empty(Read());
        Assert.Equal((0, 0), DeadLetterLog.Measure(DeadLetterPath));
    }

    [Fact]
    public void A_name_that_leads_elsewhere_is_refused() =>
        Assert.Throws<ConfigurationException>(() => DeadLetterLog.Read(_directory.FullName, "../x"));

    [Fact]
    public void A_full_disk_for_the_dead_letters_makes_no_event_be_sent_twice_and_loses_none()
    {
        using var delivery = new FakeDelivery();
        delivery.Files = FullFor(".dead.ndjson", failures: 4);
        delivery.Source.Add(10);
        delivery.Receiver.Answer = request => request.Events.Contains(4)
            ? new DeliveryResult.Refused("It answers 400.")
            : new DeliveryResult.Accepted();

        ForwardSummary summary = delivery.SendOnce();

        Assert.Equal([0, 1, 2, 3, 5, 6, 7, 8, 9], delivery.Receiver.Accepted);
        Assert.Equal("id-4", Assert.Single(delivery.DeadLetters).Id);
        Assert.Equal((9, 1), (summary.Events, summary.DeadLetters));
        Assert.Contains("400", delivery.State.LastError, StringComparison.Ordinal);
    }

    [Fact]
    public void A_full_disk_for_the_state_stops_nothing()
    {
        using var delivery = new FakeDelivery();
        delivery.Files = FullFor(".state.draft", failures: int.MaxValue);
        delivery.Source.Add(10);

        delivery.SendOnce();

        Assert.Equal(10, delivery.Source.Committed);
        Assert.Contains("disk is full", Assert.Single(delivery.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_that_the_disk_took_half_of_is_taken_back()
    {
        var files = new FaultyFiles { LongestWrite = 10 };
        using var file = new DeadLetterFile(DeadLetterPath, files, _time.ToDeliveryTime());
        var letter = new DeadLetter(new LogLocation("f", 1, 0), "first", Utf8("{}"));

        Assert.Throws<FileOperationException>(() => file.Add(letter));
        Assert.Equal(0, new FileInfo(DeadLetterPath).Length);
        files.LongestWrite = int.MaxValue;
        file.Add(letter);

        Assert.Equal("first", Assert.Single(Read()).Reason);
    }

    private static FaultyFiles FullFor(string suffix, int failures) => new()
    {
        Before = (operation, path) =>
        {
            if (operation == FileOperation.Write && path.EndsWith(suffix, StringComparison.Ordinal) && failures-- > 0)
                throw FaultyFiles.Failure(operation, path, "The disk is full");
        },
    };

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private void Write(DeadLetter letter)
    {
        using var file = new DeadLetterFile(DeadLetterPath, PlatformFiles.Current, _time.ToDeliveryTime());
        file.Add(letter);
        file.Sync();
        Assert.False(file.HasNews);
    }

    private DeadLetterRecord[] Read(Action<string>? warn = null) =>
        [.. DeadLetterLog.Read(_directory.FullName, "main", warn)];
}
