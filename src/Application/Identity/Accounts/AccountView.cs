using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Domain.Identity;

namespace AiWebBuilder.Application.Identity.Accounts;

/// <summary>An account, as somebody who may act for it sees it.</summary>
public sealed record AccountView(Guid Id, string Name, [OneOf(typeof(AccountRoles))] string Role);
