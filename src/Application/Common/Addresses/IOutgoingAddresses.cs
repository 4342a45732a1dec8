namespace AiWebBuilder.Application.Common.Addresses;

/// <summary>Addresses that strangers name: the server goes to none that leads into the operator's own network.</summary>
public interface IOutgoingAddresses
{
    /// <returns>
    /// Why the server will not go there; null when it may, or when the name cannot be looked up now: every connection is checked again.
    /// </returns>
    Task<string?> ProblemOfAsync(string address, CancellationToken cancellationToken);
}
