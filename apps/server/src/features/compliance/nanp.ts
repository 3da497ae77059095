// Area codes of the North American Numbering Plan by state, province or country (ISO 3166), and those that serve the same
// ground. Compared on 2026-11-21 with the number patterns of libphonenumber 9 (libphonenumber-js 1.13.16): the same
// countries, and every code of its patterns is here but 273, of which no place is known: it is nobody's. Those of 357 436
// 457 465 471 621 624 679 729 837 861 924 are not in its patterns yet: they are assigned for relief, by planning letters
// of NANPA that were not read again. Overlay groups: the same letters.

const byPlace = {
  'US-AK': '907',
  'US-AL': '205 251 256 334 659 938',
  'US-AR': '327 479 501 870',
  'US-AZ': '480 520 602 623 928',
  'US-CA':
    '209 213 279 310 323 341 350 357 369 408 415 424 442 510 530 559 562 619 626 628 650 657 661 669 707 714 738 747 760 805 818 820 831 837 840 858 909 916 925 949 951',
  'US-CO': '303 719 720 748 970 983',
  'US-CT': '203 475 860 959',
  'US-DC': '202 771',
  'US-DE': '302',
  'US-FL': '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954',
  'US-GA': '229 404 470 478 678 706 762 770 912 943',
  'US-HI': '808',
  'US-IA': '319 515 563 641 712',
  'US-ID': '208 986',
  'US-IL': '217 224 309 312 331 447 464 618 630 708 730 773 779 815 847 861 872',
  'US-IN': '219 260 317 463 574 765 812 930',
  'US-KS': '316 620 785 913',
  'US-KY': '270 364 502 606 859',
  'US-LA': '225 318 337 457 504 985',
  'US-MA': '339 351 413 508 617 774 781 857 978',
  'US-MD': '227 240 301 410 443 667',
  'US-ME': '207',
  'US-MI': '231 248 269 313 517 586 616 679 734 810 906 947 989',
  'US-MN': '218 320 507 612 651 763 924 952',
  'US-MO': '235 314 417 557 573 636 660 816 975',
  'US-MS': '228 471 601 662 769',
  'US-MT': '406',
  'US-NC': '252 336 472 704 743 828 910 919 980 984',
  'US-ND': '701',
  'US-NE': '308 402 531',
  'US-NH': '603',
  'US-NJ': '201 551 609 640 732 848 856 862 908 973',
  'US-NM': '505 575',
  'US-NV': '702 725 775',
  'US-NY': '212 315 329 332 347 363 465 516 518 585 607 624 631 646 680 716 718 838 845 914 917 929 934',
  'US-OH': '216 220 234 283 326 330 380 419 436 440 513 567 614 740 937',
  'US-OK': '405 539 572 580 918',
  'US-OR': '458 503 541 971',
  'US-PA': '215 223 267 272 412 445 484 570 582 610 717 724 814 835 878',
  'US-RI': '401',
  'US-SC': '803 821 839 843 854 864',
  'US-SD': '605',
  'US-TN': '423 615 629 729 731 865 901 931',
  'US-TX':
    '210 214 254 281 325 346 361 409 430 432 469 512 621 682 713 726 737 806 817 830 832 903 915 936 940 945 956 972 979',
  'US-UT': '385 435 801',
  'US-VA': '276 434 540 571 686 703 757 804 826 948',
  'US-VT': '802',
  'US-WA': '206 253 360 425 509 564',
  'US-WI': '262 274 353 414 534 608 715 920',
  'US-WV': '304 681',
  'US-WY': '307',
  'US-AS': '684',
  'US-GU': '671',
  'US-MP': '670',
  'US-PR': '787 939',
  'US-VI': '340',
  'CA-AB': '368 403 587 780 825',
  'CA-BC': '236 250 257 604 672 778',
  'CA-MB': '204 431 584',
  'CA-NB': '428 506',
  'CA-NL': '709 879',
  'CA-NS': '782 902',
  'CA-NT': '867',
  'CA-NU': '867',
  'CA-ON': '226 249 289 343 365 382 416 437 519 548 613 647 683 705 742 753 807 905 942',
  'CA-PE': '782 902',
  'CA-QC': '263 354 367 418 438 450 468 514 579 581 819 873',
  'CA-SK': '306 474 639',
  'CA-YT': '867',
  AG: '268',
  AI: '264',
  BB: '246',
  BM: '441',
  BS: '242',
  DM: '767',
  DO: '809 829 849',
  GD: '473',
  JM: '658 876',
  KN: '869',
  KY: '345',
  LC: '758',
  MS: '664',
  SX: '721',
  TC: '649',
  TT: '868',
  VC: '784',
  VG: '284',
} as const;

const overlayGroups = `
205/659 256/938 327/870 480/602/623 209/350 213/323/738 279/916 310/424 341/510 357/559 369/707 408/669 415/628 442/760
530/837 619/858 657/714 747/818 805/820 840/909 303/720/983 748/970 203/475 860/959 202/771 305/645/786 321/407/689
324/904 448/850 561/728 656/813 754/954 404/470/678/770/943 706/762 208/986 217/447 224/847 309/861 312/773/872 331/630
464/708 618/730 779/815 317/463 812/930 270/364 318/457 227/240/301 410/443/667 339/781 351/978 508/774 617/857 248/947
313/679 507/924 235/573 314/557 816/975 471/662 601/769 402/531 702/725 201/551 609/640 732/848 862/973
212/332/347/465/646/718/917/929 315/680 329/845 363/516 518/838 624/716 631/934 336/743 472/910 704/980 919/984 220/740
234/330 283/513 326/937 380/614 419/567 436/440 405/572 539/918 458/541 503/971 215/267/445 223/717 272/570 412/724/878
484/610/835 582/814 803/839 821/864 843/854 423/729 615/629 210/726 214/469/945/972 281/346/621/713/832 430/903 512/737
682/817 385/801 540/826 571/703 686/804 757/948 206/253/360/425/564 304/681 274/920 353/608 534/715 787/939
204/431/584 236/250/257/604/672/778 226/382/519/548 249/683/705 263/438/514 289/365/742/905 306/474/639 343/613/753
354/450/579 367/418/581 368/403/587/780/825 416/437/647/942 428/506 468/819/873 709/879 782/902 809/829/849 658/876`
  .trim()
  .split(/\s+/)
  .map((group) => group.split('/'));

/** Codes that are nowhere: whoever has one may be anywhere. From the same patterns. */
const nowhere: Readonly<Record<'toll-free' | 'premium' | 'personal', string>> = {
  'toll-free': '800 822 833 844 855 866 877 888',
  premium: '900',
  personal:
    '500 521 522 523 524 525 526 527 528 529 532 533 535 538 542 543 544 545 546 547 549 550 552 553 554 556 566 569 577 578 588 589 600 622 633 644 655 677 688 700 710',
};

const places = new Map<string, string[]>();
for (const [place, codes] of Object.entries(byPlace))
  for (const code of codes.split(' ')) places.set(code, [...(places.get(code) ?? []), place]);

/** Every area code that is somewhere. */
export const areaCodes: readonly string[] = [...places.keys()].toSorted();

/** States, provinces or countries of an area code; none for one that is nowhere or that nobody has. */
export function placesOfAreaCode(code: string): readonly string[] {
  return places.get(code) ?? [];
}

/** The area codes that serve the same ground, itself among them. */
export function overlaysOf(code: string): readonly string[] {
  return overlayGroups.find((group) => group.includes(code)) ?? [code];
}

export function serviceOfAreaCode(code: string): 'toll-free' | 'premium' | 'personal' | undefined {
  if (nowhere['toll-free'].includes(code)) return 'toll-free';
  if (nowhere.premium.includes(code)) return 'premium';
  return nowhere.personal.includes(code) ? 'personal' : undefined;
}
