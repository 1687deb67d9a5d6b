import type { Language } from './language.ts'

/** Why there is a page of ours instead of what was asked for, each with its words. */
export type LoginFailure =
  | 'denied'
  | 'elsewhere'
  | 'refused'
  | 'provider_error'
  | 'provider_unavailable'
  | 'bad_vat'
  | 'bad_scope'
  | 'bad_return'
  | 'bad_request'
  | 'rate_limited'
  | 'internal'
  | 'not_built'
  | 'no_page'
  | 'unknown_portal'

interface Texts {
  readonly failures: Readonly<Record<LoginFailure, readonly [title: string, text: string]>>
  readonly tryAgain: string
  readonly startPage: string
  readonly reference: string
  readonly returning: readonly [title: string, text: string]
  readonly continue: string
  readonly needsScript: string
  readonly otherBusiness: readonly [title: string, text: string]
  readonly useNew: string
  readonly keepOld: string
  /** `{portal}` is the integrator's name. */
  readonly handedOver: readonly [title: string, text: string]
  readonly opening: string
  readonly startFailed: readonly [title: string, text: string]
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    failures: {
      denied: [
        'MobilePay was not connected',
        'The request was declined at MobilePay, so nothing has changed. You can connect whenever you want.',
      ],
      elsewhere: [
        'This login cannot be finished here',
        'It was started in another browser or window, more than ten minutes ago, or has been finished already. Start it again here.',
      ],
      refused: [
        'The answer from MobilePay could not be trusted',
        'It did not pass our security checks, so we did not use it and nothing is connected. Start again; if this comes back, tell your supplier the reference below.',
      ],
      provider_error: [
        'MobilePay could not complete the login',
        'MobilePay reported a problem and nothing is connected. Try again; if this comes back, tell your supplier the reference below.',
      ],
      provider_unavailable: [
        'MobilePay cannot be reached right now',
        'Your details are fine and nothing is lost. Wait a moment and try again.',
      ],
      bad_vat: [
        'That VAT number cannot be connected',
        'A VAT number has a country code and eight digits, for example DK12345678 or FI12345678. This console may be set up for one country only.',
      ],
      bad_scope: [
        'That product cannot be connected',
        'The link asked for a MobilePay product that is not available here.',
      ],
      bad_return: [
        'The link is not valid',
        'It would lead to a page outside this console after the login, so the login was not started.',
      ],
      bad_request: [
        'The link is not valid',
        'Nothing was started and nothing has changed. Go to the start page and connect from there.',
      ],
      internal: [
        'Something went wrong here',
        'It was not your doing, and nothing has changed. Try again; if this comes back, tell your supplier the reference below.',
      ],
      rate_limited: [
        'Too many attempts',
        'There were many logins from here within a minute. Wait a minute and try again; nothing is lost.',
      ],
      not_built: [
        'The console is not installed',
        'This server runs without the console’s files. Build them with “pnpm build” and restart it.',
      ],
      no_page: [
        'There is no page here',
        'This address is a part of the login and cannot be opened by itself. Nothing was started and nothing has changed.',
      ],
      unknown_portal: [
        'This portal is not set up here',
        'A page wanted to show MobilePay Connect inside itself, under a key that this server does not know. Whoever runs the server has to add the portal to EMBED_CLIENTS, or the portal has to use the key that stands there.',
      ],
    },
    tryAgain: 'Try again',
    startPage: 'To the start page',
    reference: 'Reference',
    returning: [
      'Finishing the connection',
      'One moment: we are checking the answer from MobilePay.',
    ],
    continue: 'Continue',
    needsScript: 'This page needs JavaScript. Switch it on and connect again.',
    otherBusiness: [
      'You connected another business',
      'MobilePay answered for another business than the one that is connected now, although the VAT number is the same. Which one do you want to use?',
    ],
    useNew: 'Use the new connection',
    keepOld: 'Keep the one I had',
    handedOver: [
      'You can close this window',
      'The rest happens in {portal}. Close this window and go back there.',
    ],
    opening: 'Opening MobilePay',
    startFailed: [
      'This login was not started',
      'It has to be started from the page where you work, and only once. Close this window and press Connect there again.',
    ],
  },
  da: {
    failures: {
      denied: [
        'MobilePay blev ikke forbundet',
        'Du sagde nej hos MobilePay, så intet er ændret. Du kan forbinde, når du vil.',
      ],
      elsewhere: [
        'Dette login kan ikke gøres færdigt her',
        'Det blev startet i en anden browser eller et andet vindue, for mere end ti minutter siden, eller det er allerede gjort færdigt. Start det igen her.',
      ],
      refused: [
        'Vi kunne ikke stole på svaret fra MobilePay',
        'Det bestod ikke vores sikkerhedstjek, så vi brugte det ikke, og intet er forbundet. Start igen; sker det igen, så giv din leverandør referencen herunder.',
      ],
      provider_error: [
        'MobilePay kunne ikke gennemføre login',
        'MobilePay meldte om et problem, og intet er forbundet. Prøv igen; sker det igen, så giv din leverandør referencen herunder.',
      ],
      provider_unavailable: [
        'Vi kan ikke få fat i MobilePay lige nu',
        'Dine oplysninger er i orden, og intet er gået tabt. Vent et øjeblik, og prøv igen.',
      ],
      bad_vat: [
        'Det CVR-nummer kan ikke forbindes',
        'Et momsnummer har en landekode og otte cifre, for eksempel DK12345678 eller FI12345678. Konsollen kan være sat op til ét land alene.',
      ],
      bad_scope: [
        'Det produkt kan ikke forbindes',
        'Linket bad om et MobilePay-produkt, som ikke findes her.',
      ],
      bad_return: [
        'Linket er ugyldigt',
        'Det ville føre til en side uden for denne konsol efter login, så login blev ikke startet.',
      ],
      bad_request: [
        'Linket er ugyldigt',
        'Intet blev startet, og intet er ændret. Gå til startsiden, og forbind derfra.',
      ],
      internal: [
        'Noget gik galt hos os',
        'Det var ikke dig, og intet er ændret. Prøv igen; sker det igen, så giv din leverandør referencen herunder.',
      ],
      rate_limited: [
        'For mange forsøg',
        'Der var mange login herfra inden for et minut. Vent et minut, og prøv igen; intet er gået tabt.',
      ],
      not_built: [
        'Konsollen er ikke installeret',
        'Serveren kører uden konsollens filer. Byg dem med “pnpm build”, og genstart den.',
      ],
      no_page: [
        'Her er ingen side',
        'Adressen er en del af login og kan ikke åbnes for sig selv. Intet blev startet, og intet er ændret.',
      ],
      unknown_portal: [
        'Denne portal er ikke sat op her',
        'En side ville vise MobilePay Connect i sig selv med en nøgle, som serveren ikke kender. Den, der driver serveren, skal tilføje portalen til EMBED_CLIENTS, eller portalen skal bruge den nøgle, der står dér.',
      ],
    },
    tryAgain: 'Prøv igen',
    startPage: 'Til startsiden',
    reference: 'Reference',
    returning: ['Forbindelsen gøres færdig', 'Et øjeblik: vi tjekker svaret fra MobilePay.'],
    continue: 'Fortsæt',
    needsScript: 'Siden kræver JavaScript. Slå det til, og forbind igen.',
    otherBusiness: [
      'Du har forbundet en anden forretning',
      'MobilePay svarede for en anden forretning end den, der er forbundet nu, selv om CVR-nummeret er det samme. Hvilken vil du bruge?',
    ],
    useNew: 'Brug den nye forbindelse',
    keepOld: 'Behold den, jeg havde',
    handedOver: [
      'Du kan lukke dette vindue',
      'Resten sker i {portal}. Luk vinduet, og gå tilbage dertil.',
    ],
    opening: 'Åbner MobilePay',
    startFailed: [
      'Dette login blev ikke startet',
      'Det skal startes fra den side, hvor du arbejder, og kun én gang. Luk vinduet, og tryk på Forbind dér igen.',
    ],
  },
  fi: {
    failures: {
      denied: [
        'MobilePayta ei yhdistetty',
        'Pyyntö hylättiin MobilePayssa, joten mikään ei muuttunut. Voit yhdistää milloin haluat.',
      ],
      elsewhere: [
        'Tätä kirjautumista ei voi viimeistellä täällä',
        'Se aloitettiin toisessa selaimessa tai ikkunassa, yli kymmenen minuuttia sitten, tai se on jo viimeistelty. Aloita se täällä uudelleen.',
      ],
      refused: [
        'MobilePayn vastaukseen ei voitu luottaa',
        'Se ei läpäissyt turvatarkistuksiamme, joten emme käyttäneet sitä eikä mitään yhdistetty. Aloita uudelleen; jos näin käy taas, kerro toimittajallesi alla oleva viite.',
      ],
      provider_error: [
        'MobilePay ei voinut viedä kirjautumista loppuun',
        'MobilePay ilmoitti ongelmasta eikä mitään yhdistetty. Yritä uudelleen; jos näin käy taas, kerro toimittajallesi alla oleva viite.',
      ],
      provider_unavailable: [
        'MobilePayhin ei saada yhteyttä juuri nyt',
        'Tietosi ovat kunnossa eikä mitään ole menetetty. Odota hetki ja yritä uudelleen.',
      ],
      bad_vat: [
        'Tätä Y-tunnusta ei voi yhdistää',
        'ALV-tunnuksessa on maatunnus ja kahdeksan numeroa, esimerkiksi FI12345678 tai DK12345678. Konsoli voi olla asetettu vain yhtä maata varten.',
      ],
      bad_scope: [
        'Tätä tuotetta ei voi yhdistää',
        'Linkki pyysi MobilePay-tuotetta, jota ei ole saatavilla täällä.',
      ],
      bad_return: [
        'Linkki ei kelpaa',
        'Se johtaisi kirjautumisen jälkeen sivulle tämän konsolin ulkopuolelle, joten kirjautumista ei aloitettu.',
      ],
      bad_request: [
        'Linkki ei kelpaa',
        'Mitään ei aloitettu eikä mikään muuttunut. Siirry aloitussivulle ja yhdistä sieltä.',
      ],
      internal: [
        'Meillä meni jotain vikaan',
        'Se ei johtunut sinusta, eikä mikään muuttunut. Yritä uudelleen; jos näin käy taas, kerro toimittajallesi alla oleva viite.',
      ],
      rate_limited: [
        'Liian monta yritystä',
        'Täältä tehtiin monta kirjautumista minuutin sisällä. Odota minuutti ja yritä uudelleen; mitään ei ole menetetty.',
      ],
      not_built: [
        'Konsolia ei ole asennettu',
        'Palvelin toimii ilman konsolin tiedostoja. Rakenna ne komennolla “pnpm build” ja käynnistä palvelin uudelleen.',
      ],
      no_page: [
        'Täällä ei ole sivua',
        'Osoite on osa kirjautumista, eikä sitä voi avata yksinään. Mitään ei aloitettu eikä mikään muuttunut.',
      ],
      unknown_portal: [
        'Tätä portaalia ei ole otettu käyttöön täällä',
        'Jokin sivu yritti näyttää MobilePay Connectin sisällään avaimella, jota palvelin ei tunne. Palvelimen ylläpitäjän on lisättävä portaali asetukseen EMBED_CLIENTS, tai portaalin on käytettävä siellä olevaa avainta.',
      ],
    },
    tryAgain: 'Yritä uudelleen',
    startPage: 'Aloitussivulle',
    reference: 'Viite',
    returning: ['Yhteyttä viimeistellään', 'Hetki: tarkistamme MobilePayn vastausta.'],
    continue: 'Jatka',
    needsScript: 'Tämä sivu tarvitsee JavaScriptin. Ota se käyttöön ja yhdistä uudelleen.',
    otherBusiness: [
      'Yhdistit toisen yrityksen',
      'MobilePay vastasi toisen yrityksen puolesta kuin se, joka on nyt yhdistetty, vaikka Y-tunnus on sama. Kumpaa haluat käyttää?',
    ],
    useNew: 'Käytä uutta yhteyttä',
    keepOld: 'Pidä aiempi',
    handedOver: [
      'Voit sulkea tämän ikkunan',
      'Loppu tapahtuu palvelussa {portal}. Sulje ikkuna ja palaa sinne.',
    ],
    opening: 'Avataan MobilePay',
    startFailed: [
      'Tätä kirjautumista ei aloitettu',
      'Se on aloitettava sivulta, jolla työskentelet, ja vain kerran. Sulje ikkuna ja paina siellä Yhdistä uudelleen.',
    ],
  },
}
