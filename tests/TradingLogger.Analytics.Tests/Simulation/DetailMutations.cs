namespace TradingLogging.Analytics.Tests.Simulation;

/// <summary>What venues name beside the fills of an order, and what they leave out.</summary>
internal static class DetailMutations
{
    public static bool NameWhatIsLeft(List<LogLine> lines, Random random)
    {
        if (Mutations.LackQuantities(lines))
            return false;
        var left = new Dictionary<string, decimal>();
        return Mutations.ChangeAll(lines, line =>
        {
            string key = line.OrderKey;
            if (line.Action == "ORDER_PLACED")
                left[key] = Mutations.Number(line, "quantity");
            if (!line.IsFill || !left.ContainsKey(key))
                return line;
            left[key] -= Mutations.Number(line, "quantity");
            return line.Plus("remaining", left[key]);
        });
    }

    public static bool DropAccount(List<LogLine> lines, Random random)
    {
        LogLine? one = lines.Find(line => line.IsFill && line.ValueOf("account") is not null);
        return one is not null && Mutations.ChangeAll(lines, line => line.ValueOf("order_id") == one.ValueOf("order_id")
            && line.ValueOf("account") == one.ValueOf("account") ? line.Without("account") : line);
    }

    public static bool RepeatFee(List<LogLine> lines, Random random)
    {
        int place = lines.FindIndex(line => line.IsFill && line.ValueOf("fee") is not null);
        if (place < 0)
            return false;
        LogLine fill = lines[place];
        lines.Insert(
            place + random.Next(2),
            (fill with { Action = "ORDER_ACCEPTED" }).Without("quantity").Without("price").Without("exec_id"));
        return true;
    }
}
