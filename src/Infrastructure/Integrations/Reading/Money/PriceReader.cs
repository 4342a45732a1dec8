using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Infrastructure.Integrations.Reading.Money;

internal sealed class PriceReader : IPriceReader
{
    public IEnumerable<ReadPrice> In(string text, SourceHead page) =>
        new SourceMoney(page.Language, page.Address?.Host) { Dollar = page.Dollar }
            .In(text)
            .Select(money => new ReadPrice(money.Start, money.Length, money.Amount, money.Currency));
}
