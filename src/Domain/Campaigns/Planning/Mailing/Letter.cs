namespace AiWebBuilder.Domain.Campaigns.Planning.Mailing;

/// <summary>An e-mail to be written.</summary>
/// <param name="Topic">In the owner's words; null: the brief does not say.</param>
/// <param name="Words">The sentences of the brief that belong in it.</param>
/// <param name="ListsPrices">What things cost stands in one letter: in each it would be a repetition.</param>
internal sealed record Letter(string? Topic, IReadOnlyList<string> Words, bool ListsPrices);
