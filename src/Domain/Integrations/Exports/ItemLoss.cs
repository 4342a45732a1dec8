namespace AiWebBuilder.Domain.Integrations.Exports;

/// <param name="ComponentId">The component that it belongs to; null: the page as a whole.</param>
/// <param name="Element">The element, with an attribute in square brackets where that alone is lost: <c>form</c>, <c>details[name]</c>.</param>
/// <param name="Count">How many of them.</param>
public sealed record ItemLoss(Guid? ComponentId, string Element, int Count, string Reason);
